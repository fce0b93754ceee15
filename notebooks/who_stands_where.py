# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Who stands where
# Positions on issues, each with the sentence that shows it, and the networks that discourse researchers draw from them.

# %%
import kg
from kg import graph
from kg.graph import issues
from kg.view import measures, network, show, statements

kg.build("../seeds", out="build").counts

# %% [markdown]
# ## Who is for it, who is against it?
# First-hand positions and hearsay, each with its sentence. Look at them before you count them.

# %%
print(graph.query("build", "supporters-and-opponents", issue="nato-membership-for-ukraine").text("table"))

# %% [markdown]
# ## Statements
# One row a statement: who, on what, which side. Hearsay is left out, and a stance counts once an article.

# %%
built, scheme = graph.load("build"), issues.read(None)
rows = statements.Filter()(statements.rows(built.findings, built.collection, scheme))
len(rows)

# %% [markdown]
# ## Actors and issues
# A signed two-mode network, as a plain networkx graph.

# %%
two_mode = network.graph(rows, "bipartite")
print(two_mode)

# %% [markdown]
# ## Who agrees with whom?
# Congruence: on how many issues two actors take the same side, normalised by how much each says.

# %%
congruence = network.graph(rows, "congruence", "average")
for a, b, tie in sorted(congruence.edges(data=True), key=lambda edge: -edge[2]["weight"])[:10]:
    print(f"{tie['weight']:.2f}  {congruence.nodes[a]['label']} and {congruence.nodes[b]['label']}")

# %% [markdown]
# ## Camps, and the issues that divide them

# %%
camps, modularity = measures.communities(rows)
print(f"modularity {modularity:.2f}")
for number, members in enumerate(camps, 1):
    print(number, ", ".join(members))

# %%
for issue in measures.prominence(rows)[:8]:
    print(f"{issue.label:50} {issue.supporters:3} for {issue.opponents:3} against")

# %% [markdown]
# ## The picture
# The same page that `kg build` writes, in the notebook: click an edge and read its sentences.

# %%
show(built.findings, built.collection, scheme)
