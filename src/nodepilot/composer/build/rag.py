"""Documents in a vector store: loading them, and answering from them."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.chat import add_agent
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import bring_file, download
from nodepilot.composer.build.models import add_embeddings, is_vector_store
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.prompts import material
from nodepilot.composer.build.store_places import chunks_said, place_in_store
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Locator, OriginKind, Value
from nodepilot.sentences import say

_LC = "@n8n/n8n-nodes-langchain."
_ANSWERING = (".agent", ".chainRetrievalQa")
_INDEX: dict[str, dict[str, Value]] = {
    "pinecone": {"pineconeIndex": Locator("list", "YOUR_PINECONE_INDEX")},
    "qdrant": {"qdrantCollection": Locator("list", "YOUR_COLLECTION")},
    "supabase": {"tableName": Locator("list", "documents")},
    "vectorStoreInMemory": {"memoryKey": Locator("list", "vector_store_key")},
    "milvus": {"milvusCollection": Locator("list", "YOUR_COLLECTION")},
    "weaviate": {"weaviateCollection": Locator("list", "YOUR_COLLECTION")},
    "postgres": {"tableName": "n8n_vectors"},
    "zep": {"collectionName": "YOUR_COLLECTION"},
    "chromaDB": {"chromaCollection": Locator("list", "YOUR_COLLECTION")},
    "mongoDb": {
        "mongoCollection": Locator("name", "YOUR_COLLECTION"),
        "vectorIndexName": "YOUR_VECTOR_INDEX",
    },
    "redis": {"redisIndex": Locator("list", "YOUR_INDEX")},
    "azureAISearch": {"indexName": "YOUR_INDEX"},
}


def store_named(draft: Draft) -> ServiceHit | None:
    """A vector store that the request names."""
    for hit in sorted(draft.utterance.services, key=lambda each: each.is_generic):
        if (
            hit.key in draft.services
            and not draft.utterance.has(hit.last, "nouns", "article")
            and "ai_vectorStore" in draft.services.get(hit.key).roles
            and (
                hit.key not in {"postgres", "supabase", "mongoDb", "redis", "oracleDatabase"}
                or _says_vectors(draft)
                or (hit.key == "supabase" and _keeps_documents(draft, hit))
            )
        ):
            return hit
    return None


_DOCUMENTS = ("document", "pdf", "question_answer", "article", "note")


def _keeps_documents(draft: Draft, hit: ServiceHit) -> bool:
    """“answers questions about our manuals kept in Supabase”: what is asked stands in documents there."""
    u = draft.utterance
    near = range(max(0, hit.first - _NEAR), hit.first)
    asked = any(
        u.has(i, "nouns", "question") or u.has(i, "verbs", "reply", "ask", "chat") for i in range(hit.first)
    )
    return asked and any(u.has(i, "nouns", *_DOCUMENTS) for i in near)


_NEAR = 6


def _says_vectors(draft: Draft) -> bool:
    u = draft.utterance
    return any(hit.is_generic and hit.key.startswith("vectorStore") for hit in u.services) or any(
        u.has(i, "nouns", "vector_store")
        or u.has(i, "verbs", "embed")
        or u.tokens[i].norm in {"embeddings", "embedding", "vector", "vectors", "rag", "pgvector"}
        for i in range(len(u.tokens))
    )


def store_of(draft: Draft) -> str:
    """The store to use: the one named, else n8n's own in memory, by assumption."""
    hit = store_named(draft)
    if hit is not None:
        return hit.key
    draft.assume(
        say(
            "The documents are kept in n8n's in-memory vector store, which forgets them on a "
            "restart; choose Pinecone, Qdrant or another to keep them."
        )
    )
    return "vectorStoreInMemory"


def load_documents(draft: Draft, flow: Flow, store: str, *, span: tuple[int, int] | None = None) -> None:
    """Puts the file or text at hand into the store: loader, splitter, embeddings."""
    if flow.binary is None:
        download(draft, flow)
    if flow.binary is not None:
        bring_file(draft, flow)
    node_type = draft.services.get(store).roles["ai_vectorStore"][0]
    key = draft.add(
        node_type,
        {"mode": "insert", **index_in(draft, store)},
        name="Store the documents",
        key="store",
        span=span,
    )
    _placeholder(draft, key, store)
    add_embeddings(draft, key)
    binary = flow.binary is not None
    loader = draft.add(
        _LC + "documentDefaultDataLoader",
        {"dataType": "binary" if binary else "json", "textSplittingMode": "custom", "options": {}},
        name="Document loader",
        key="loader",
        kind=OriginKind.REQUIRED,
    )
    draft.link(loader, key, kind="ai_document")
    splitter = draft.add(
        _LC + "textSplitterRecursiveCharacterTextSplitter",
        {"chunkOverlap": 100, **chunks_said(draft.utterance), "options": {}},
        name="Text splitter",
        key="splitter",
        kind=OriginKind.REQUIRED,
    )
    draft.link(splitter, loader, kind="ai_textSplitter")
    draft.hook(flow, key)
    flow.give(Output(key, {}, noun="document"))
    flow.binary = None


def retrieval_tool(draft: Draft, agent: str, store: str, what: str) -> None:
    """The store as a tool of an agent."""
    node_type = draft.services.get(store).roles["ai_vectorStore"][0]
    parameters: dict[str, Value] = {
        "mode": "retrieve-as-tool",
        "toolDescription": f"Looks up passages in {what}. Use it for every question about them.",
        **index_in(draft, store),
    }
    key = draft.add(node_type, parameters, name="Knowledge base", key="knowledge")
    _placeholder(draft, key, store)
    add_embeddings(draft, key)
    if any(token.norm.startswith("rerank") for token in draft.utterance.tokens):
        _rerank(draft, key)
    draft.link(key, agent, kind="ai_tool")


def _rerank(draft: Draft, store: str) -> None:
    """“let Cohere rerank the results”: what was found is put in order before it is used."""
    step = draft.add(_LC + "rerankerCohere", {}, name="Reranker", key="reranker")
    draft.set(store, "useReranker", True)
    draft.link(step, store, kind="ai_reranker")


def chat_with_documents(draft: Draft, flow: Flow, store: str, *, span: tuple[int, int] | None = None) -> str:
    """An agent that answers from the store."""
    agent = add_agent(
        draft,
        flow,
        span=span,
        system="Answer from the documents in your knowledge base. If they do not hold the answer, say so.",
    )
    retrieval_tool(draft, agent, store, "the documents")
    return agent


_ASKED = frozenset({"search", "get", "reply", "ask", "check", "compose", "research", "let"})
_LOADING = frozenset({"embed", "index", "upsert"})


def asks_store(draft: Draft, act: Act) -> bool:
    """Whether an answer is looked up in a vector store, which nobody writes an answer to."""
    if act.source is not None and is_vector_store(draft, act.source.key):
        return True
    place = act.argument("from")
    if act.source is not None and place is not None and "vector_store" in place.nouns:
        # "suggests an answer from our Supabase vector store"
        return True
    store = store_named(draft) if act.verb == "reply" else None
    return store is not None and any(
        hit is not None and hit.key == store.key for hit in (act.source, act.target)
    )


def answer_from_store(draft: Draft, flow: Flow, act: Act) -> bool:
    """“search it in Milvus”, “answer it from our Qdrant collection”: an agent looks up what came in, once."""
    store = store_named(draft)
    u = draft.utterance
    if store is None or act.verb not in _ASKED:
        return False
    if act.verb != "reply" and act.target is not None and act.target.key == store.key:
        return False
    if any(_orders_loading(u, i) for i in range(len(u.tokens))) or any(
        step.node_type.endswith(_ANSWERING) for step in draft.steps.values()
    ):
        return False
    agent = add_agent(
        draft,
        flow,
        prompt=material(flow) or u.words(act.first, act.last),
        remember=False,
        span=u.span(act.first, act.last),
        system="Answer from the documents in your knowledge base. If they do not hold the answer, say so.",
    )
    retrieval_tool(draft, agent, store.key, "the documents")
    return True


def _orders_loading(u: Utterance, place: int) -> bool:
    """“index the pages”; “our Pinecone index” is a thing."""
    named = place > 0 and (u.service_at(place - 1) is not None or u.has(place - 1, "words", "det") > 0)
    return bool(u.has(place, "verbs", *_LOADING)) and not named


def index_in(draft: Draft, store: str) -> dict[str, Value]:
    """Where in the store: the collection or table that the request names, else one to fill in."""
    named = place_in_store(draft.utterance, store)
    found = dict(_INDEX.get(store, {}))
    if named is not None:
        # The first one is where they are; how they are found there has a name of its own.
        for name, value in list(found.items())[:1]:
            found[name] = replace(value, value=named) if isinstance(value, Locator) else named
    return found


def _placeholder(draft: Draft, key: str, store: str) -> None:
    for name, value in index_in(draft, store).items():
        if str(value.value if isinstance(value, Locator) else value).startswith("YOUR_"):
            draft.placeholder(
                key, name, say("the index or collection in {store}", store=draft.services.get(store).name)
            )
