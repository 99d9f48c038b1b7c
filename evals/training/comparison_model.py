"""The network of `briefer.verification.comparison`, as it is trained; torch is imported here.

Soft alignment, comparison and aggregation after Parikh and others, A Decomposable Attention Model
(EMNLP 2016), over vectors of a frozen encoder. B pairs, n and m word pieces of claim and evidence,
L layers, D numbers a vector, K sentences.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool1d, pad

LAYERS = (2, 4, 6)  # of the encoder, whose vectors are used
WIDTH = 384

_SHARPNESS = 18.0  # what the layers' cosines are multiplied by, together, before the softmax
_SCALE = 20.0  # vectors of length one have numbers of about 1/20
_TOP, _LOW, _HIDDEN, _OUT, _LAST = 64, 32, 128, 48, 64
_DROPOUT = 0.2
_NEVER = -30.0
_REACH = 5  # word pieces around an aligned one that may matter too: "not", "denied"


class ComparisonModel(nn.Module):
    """Log-odds that evidence supports a claim, from the vectors of both."""

    def __init__(self) -> None:
        super().__init__()
        layers = len(LAYERS)
        self.sharpness = nn.Parameter(torch.full((layers,), _SHARPNESS / layers))
        self.top = nn.Linear(WIDTH, _TOP, bias=False)
        self.low = nn.Linear(WIDTH, _LOW, bias=False)
        self.gate = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(_DROPOUT)
        self.forth = _network(4 * _TOP + 4 * _LOW + 2 * layers + 5)
        self.back = _network(3 * _TOP + 2 * layers + 3)
        pooled = 5 * _OUT + 3 * layers + 4
        self.last = nn.Sequential(
            nn.LayerNorm(pooled),
            nn.Linear(pooled, _LAST),
            nn.GELU(),
            nn.Dropout(_DROPOUT),
            nn.Linear(_LAST, 1),
        )

    def forward(
        self, claim: Tensor, evidence: Tensor, said: Tensor, there: Tensor, membership: Tensor
    ) -> Tensor:
        """Logits, one a pair.

        `claim` is B×n×L×D, `evidence` B×m×L×D; `said` B×n and `there` B×m are 1 where there is a
        word piece, else 0; `membership` B×m×K is 1 where a piece is of a sentence.
        """
        unsaid, absent = (1 - said) * _NEVER, (1 - there) * _NEVER
        cosines = torch.einsum("bnld,bmld->blnm", claim, evidence)
        together = (cosines * self.sharpness[None, :, None, None]).sum(1)
        aligned = torch.softmax(together + absent[:, None], -1) * said[:, :, None]
        highest = (cosines + absent[:, None, None]).amax(-1).transpose(1, 2)
        expected = (cosines * aligned[:, None]).sum(-1).transpose(1, 2)
        gates = self.gate(claim[:, :, -1] * _SCALE)[..., 0]
        weights = torch.softmax(gates + unsaid, -1)

        sentences = torch.einsum("bnm,bmk->bnk", aligned, membership)
        best = torch.softmax(torch.einsum("bn,bnk->bk", weights, sentences) * -_NEVER, -1)
        in_best = torch.einsum("bnk,bk->bn", sentences, best)
        of_best = torch.einsum("bmk,bk->bm", membership, best)
        elsewhere = absent[:, None] - (1 - of_best)[:, None]
        highest_in_best = (cosines[:, -1] + elsewhere).amax(-1)

        next_to = pad((aligned[:, :-1, :-1] * aligned[:, 1:, 1:]).sum(-1), (0, 1))
        after = pad(next_to[:, :-1], (1, 0))
        beside = pad((sentences[:, :-1] * sentences[:, 1:]).sum(-1), (0, 1))
        order = torch.stack([next_to, after, beside, in_best, highest_in_best], -1)

        theirs = torch.einsum("bnm,bmld->bnld", aligned, evidence)
        mine_top = self.top(self.dropout(claim[:, :, -1] * _SCALE))
        theirs_top = self.top(self.dropout(theirs[:, :, -1] * _SCALE))
        mine_low, theirs_low = self.low(claim[:, :, 0] * _SCALE), self.low(theirs[:, :, 0] * _SCALE)
        compared = [_differ(mine_top, theirs_top), _differ(mine_low, theirs_low)]
        words = self.forth(torch.cat([*compared, highest, expected, order], -1))
        words = words * said[..., None]
        count = said.sum(1, keepdim=True)
        looked_at = aligned.sum(1)
        forth = [
            words.sum(1) / count,
            (words + unsaid[..., None]).amax(1),
            (words * weights[..., None]).sum(1),
        ]
        back = self._look_back(claim, evidence, cosines, together, unsaid)
        whole = [
            (highest * weights[..., None]).sum(1),
            (highest - unsaid[..., None]).amin(1),
            (highest * said[..., None]).sum(1) / count,
            (next_to * said).sum(1, keepdim=True) / count,
            (in_best * weights).sum(1, keepdim=True),
            torch.log(count),
            torch.log(there.sum(1, keepdim=True) + 1),
        ]
        theirs_read = self._read_back(back, looked_at, of_best, there)
        logits: Tensor = self.last(torch.cat([*forth, *theirs_read, *whole], -1))
        return logits[:, 0]

    def _look_back(
        self, claim: Tensor, evidence: Tensor, cosines: Tensor, together: Tensor, unsaid: Tensor
    ) -> Tensor:
        """What every piece of the evidence finds in the claim: B×m×features."""
        aligned = torch.softmax(together.transpose(1, 2) + unsaid[:, None], -1)
        mine = self.top(torch.einsum("bmn,bnd->bmd", aligned, claim[:, :, -1]) * _SCALE)
        theirs = self.top(evidence[:, :, -1] * _SCALE)
        expected = (cosines.transpose(2, 3) * aligned[:, None]).sum(-1).transpose(1, 2)
        highest = (cosines + unsaid[:, None, :, None]).amax(2)
        return torch.cat(
            [theirs, (mine - theirs).abs(), mine * theirs, highest.transpose(1, 2), expected], -1
        )

    def _read_back(
        self, back: Tensor, looked_at: Tensor, of_best: Tensor, there: Tensor
    ) -> list[Tensor]:
        """The evidence's pieces that the claim looks at, or nearly, put together: B×out, twice."""
        near = avg_pool1d(looked_at[:, None], _REACH, 1, _REACH // 2)[:, 0] * _REACH * there
        given = torch.stack([looked_at, near, of_best], -1)
        pieces = self.back(torch.cat([back, given], -1))
        shares = near / (near.sum(1, keepdim=True) + 1e-6)
        return [
            (pieces * shares[..., None]).sum(1),
            (pieces * near.clamp(max=1.0)[..., None]).amax(1),
        ]


def _differ(mine: Tensor, theirs: Tensor) -> Tensor:
    return torch.cat([mine, theirs, (mine - theirs).abs(), mine * theirs], -1)


def _network(width: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(width, _HIDDEN),
        nn.GELU(),
        nn.Dropout(_DROPOUT),
        nn.Linear(_HIDDEN, _OUT),
        nn.GELU(),
    )
