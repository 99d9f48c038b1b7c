"""From a draft to verified claims: every claim against exactly the passages it cites."""

from briefer.verification.briefs import Finding, verify_brief
from briefer.verification.claims import CheckedClaim, check_claim
from briefer.verification.draft import Verified, verify_draft

__all__ = [
    "CheckedClaim",
    "Finding",
    "Verified",
    "check_claim",
    "verify_brief",
    "verify_draft",
]
