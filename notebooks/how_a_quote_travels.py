# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # How a quote travels between outlets
# One act of saying, several reports: in full, cut, reworded, in indirect speech.

# %%
import kg
from kg.graph import query

kg.build("../seeds", out="build").counts["same utterance"]

# %% [markdown]
# ## Which reports are of one utterance?
# `relation` is how the second report relates to the first: verbatim, truncated, variant or paraphrase.

# %%
print(query("build", "same-utterance").text("table"))

# %% [markdown]
# ## Who gave less than the fullest wording, and what is missing?

# %%
print(query("build", "shortened-or-changed").text("table"))

# %% [markdown]
# ## Who had it first?

# %%
print(query("build", "reported-first").text("table"))

# %% [markdown]
# ## What stands in one outlet only?
# A list to look through rather than a finding: a paraphrase that was not recognised is in it as well.

# %%
print(query("build", "only-in-one-outlet").text("table")[:3000])
