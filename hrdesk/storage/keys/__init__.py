"""Keys: passwords, key pairs, the sealed data key, the recovery key (RELIABILITY, "Keys")."""

from hrdesk.storage.keys.credentials import Credentials, DataKey
from hrdesk.storage.keys.passwords import STANDARD_COST, PasswordCost
from hrdesk.storage.keys.recovery import mistyped_groups, new_recovery_key, same_recovery_key
from hrdesk.storage.keys.signing import Signer
from hrdesk.storage.keys.slots import unlock, unlock_with_recovery

__all__ = [
    "STANDARD_COST",
    "Credentials",
    "DataKey",
    "PasswordCost",
    "Signer",
    "mistyped_groups",
    "new_recovery_key",
    "same_recovery_key",
    "unlock",
    "unlock_with_recovery",
]
