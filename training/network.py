"""The network: MiniLM's encoder, two embeddings for writing and quotation, and one small head a task."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from claimledger.model.pieces import SHAPES, WINDOW

ARC = 128


class Network(nn.Module):
    """``encoder`` reads word pieces; the heads read the first piece of every word."""

    def __init__(self, config: BertConfig, sizes: dict[str, int], *, shapes: int = SHAPES) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.shape = nn.Embedding(shapes, width)
        nn.init.zeros_(self.shape.weight)
        self.dropout = nn.Dropout(0.1)
        self.tasks = nn.ModuleDict({task: nn.Linear(width, size) for task, size in sizes.items() if task != "relation"})
        self.arc_dependent = nn.Linear(width, ARC)
        self.arc_head = nn.Linear(width, ARC)
        self.arc = nn.Linear(ARC, ARC)
        self.link_dependent = nn.Linear(width, ARC)
        self.link_head = nn.Linear(width, ARC)
        self.link = nn.Linear(ARC, ARC)
        self.relation_dependent = nn.Linear(width, ARC)
        self.relation_head = nn.Linear(width, ARC)
        self.relation = nn.Linear(ARC, sizes["relation"])
        self.transitions = nn.Parameter(torch.zeros(sizes["attribution"] + 1, sizes["attribution"]))

    def hidden(self, ids: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        return self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None, words: Tensor) -> dict[str, Tensor]:
        """Scores by task, (batch, words, labels); ``arc`` and ``link`` are (batch, words, 1 + words), column 0 the root."""
        hidden = self.hidden(ids, shapes, mask)
        index = words.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        word = self.dropout(hidden.gather(1, index))
        rooted = torch.cat([hidden[:, :1], word], dim=1)
        out = {task: head(word) for task, head in self.tasks.items()}
        for name in ("arc", "link"):
            part = {key: getattr(self, f"{name}{key}") for key in ("", "_dependent", "_head")}
            dependent = part[""](nn.functional.gelu(part["_dependent"](word)))
            head = nn.functional.gelu(part["_head"](rooted))
            out[name] = dependent @ head.transpose(1, 2) / ARC**0.5
        out["relation_dependent"] = self.relation_dependent(word)
        out["relation_head"] = self.relation_head(rooted)
        return out

    def sequence_loss(self, scores: Tensor, tags: Tensor, allowed: Tensor) -> Tensor:
        """Negative log-likelihood a word of the tag sequences (batch, words), under a linear-chain CRF (Lafferty 2001).

        ``tags`` below 0 are padding, which must stand at the end; ``allowed`` is 0 or a large negative number by
        (tag before or, last row, start; tag).
        """
        step = self.transitions + allowed
        known, gold = tags >= 0, tags.clamp(min=0)
        before = torch.cat([torch.full_like(gold[:, :1], scores.shape[-1]), gold[:, :-1]], dim=1)
        path = scores.gather(2, gold.unsqueeze(2)).squeeze(2) + step[before, gold]
        total = scores[:, 0] + step[-1]
        for i in range(1, scores.shape[1]):
            following = torch.logsumexp(total.unsqueeze(2) + step[:-1], dim=1) + scores[:, i]
            total = torch.where(known[:, i : i + 1], following, total)
        return (torch.logsumexp(total, dim=1) - (path * known).sum(dim=1)).sum() / known.sum()

    def relations(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Scores of the relation to the given heads (batch, words), 0 being the root and word i being i + 1."""
        index = heads.unsqueeze(-1).expand(-1, -1, ARC)
        joined = out["relation_dependent"] + out["relation_head"].gather(1, index)
        return self.relation(nn.functional.gelu(joined))


def pretrained(folder: Path, vocabulary: list[int], sizes: dict[str, int]) -> Network:
    """The network with the base model's encoder, its vocabulary pruned to the given rows and its positions to WINDOW."""
    base = BertModel.from_pretrained(folder, add_pooling_layer=False)
    config = base.config
    state = base.state_dict()
    state["embeddings.word_embeddings.weight"] = state["embeddings.word_embeddings.weight"][vocabulary]
    state["embeddings.position_embeddings.weight"] = state["embeddings.position_embeddings.weight"][:WINDOW]
    state.pop("embeddings.position_ids", None)
    config.vocab_size, config.max_position_embeddings = len(vocabulary), WINDOW
    network = Network(config, sizes)
    missing, unexpected = network.encoder.load_state_dict(state, strict=False)
    if [m for m in missing if "position_ids" not in m] or unexpected:
        raise RuntimeError(f"base model does not fit: missing {missing}, unexpected {unexpected}")
    return network
