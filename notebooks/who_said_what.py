# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Who said what
# Seven articles on one event, read into a graph. The articles are written for kg; their quotations are reworded.

# %%
import kg
from kg.graph import query

built = kg.build("../seeds", out="build")
built.counts

# %% [markdown]
# ## Who is quoted most?

# %%
print(query("build", "most-quoted-actors").text("table"))

# %% [markdown]
# ## What did one of them say?
# Each row is one wording at one place of one article. Hearsay, what others say that he said, is marked.

# %%
print(query("build", "what-an-actor-said", actor="Pete Hegseth").text("table"))

# %% [markdown]
# ## What was denied, and what was not said at all?
# A denial is no statement, and neither is "did not say".

# %%
print(query("build", "denials").text("table"))

# %% [markdown]
# ## One article, span by span
# The only link between findings and text is a pair of offsets.

# %%
from pathlib import Path

text = Path("../seeds/07-munich.txt").read_text(encoding="utf-8")
findings = kg.extract(text)
for utterance in findings.utterances[:8]:
    names = ", ".join(findings.actor(speaker).name for speaker in utterance.speakers) or "nobody named"
    print(f"{names:22} {utterance.attribution.kind:9} {findings.article.quote(*utterance.attribution.content)[:80]}")
