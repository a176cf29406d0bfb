"""Errors as JSON-RPC answers them."""


class Fault(Exception):
    """An error object: code, one sentence, and data where there is some."""

    def __init__(self, code: int, message: str, data=None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data

    def json(self):
        error = {"code": self.code, "message": self.message}
        if self.data is not None:
            error["data"] = self.data
        return error


def invalid(message: str) -> Fault:
    return Fault(-32602, message)


def refused(message: str) -> Fault:
    return Fault(-32000, message)


class Trouble(Exception):
    """Why the ledger cannot run at all, in one sentence for a person."""
