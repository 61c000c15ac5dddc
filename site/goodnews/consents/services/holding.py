"""Publications and ends of consents, one after the other."""

from goodnews.consents.models import ConsentText


def hold_consents() -> None:
    """Let nothing go live and no consent end beside this transaction, until it is over.

    Who publishes looks whether there is a consent; who ends one looks for what is public. Side by
    side neither would see the other. The wordings, few rows, stand for all consents to them.
    """
    texts = ConsentText.objects.order_by("pk").select_for_update(no_key=True)
    list(texts.values_list("pk", flat=True))
