"""Files of an old website: a feed, an export of WordPress, and what stands in them."""

from html import escape

from django.core.files.storage import default_storage

from news.importing import Order, import_posts

OLD = "https://alt.example"
SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "excerpt": "http://wordpress.org/export/1.2/excerpt/",
        "wp": "http://wordpress.org/export/1.2/",
    }.items()
)
WHEN = "Mon, 05 Oct 2020 10:00:00 +0200"


def feed(*items, head='<?xml version="1.0" encoding="UTF-8"?>'):
    told = "\n".join(items)
    text = f'{head}\n<rss version="2.0" {SPACES}><channel>\n{told}</channel></rss>'
    return text.encode()


def element(name, text):
    return f"<{name}>{text}</{name}>"


def article(number=1, body="<p>Ein Text.</p>", **told):
    """An item of RSS; what is ``None`` is not told."""
    names = {"encoded": "content:encoded"}
    values = {
        "title": f"Meldung {number}",
        "link": f"{OLD}/meldung_{number}.html",
        "guid": f"{OLD}/guid/{number}",
        "pubDate": WHEN,
        "encoded": escape(body),
    } | told
    lines = [
        element(names.get(name, name), text)
        for name, text in values.items()
        if text is not None
    ]
    return element("item", "".join(lines))


def entry(number=1, body="Ein Text.", *, meta=(), **told):
    """An item of a WordPress."""
    values = {
        "title": f"Meldung {number}",
        "link": f"{OLD}/2020/10/meldung-{number}/",
        "guid": f"{OLD}/?p={number}",
        "pubDate": WHEN,
        "content:encoded": f"<![CDATA[{body}]]>",
        "wp:post_id": number,
        "wp:post_type": "post",
        "wp:status": "publish",
        "wp:post_name": f"meldung-{number}",
    } | {name.replace("__", ":"): text for name, text in told.items()}
    pairs = (
        element("wp:meta_key", key) + element("wp:meta_value", value)
        for key, value in meta
    )
    lines = [element(name, text) for name, text in values.items() if text is not None]
    return element(
        "item", "".join([*lines, *(element("wp:postmeta", p) for p in pairs)])
    )


def attachment(number, file, **told):
    address = f"{OLD}/wp-content/uploads/2020/10/{file}"
    kind = {"wp__post_type": "attachment", "wp__status": "inherit"}
    return entry(number, "", wp__attachment_url=address, **kind, **told)


def take(content, **order):
    return import_posts(content, Order(**order), by=None)


def stored():
    try:
        return default_storage.listdir("news")[1]
    except FileNotFoundError:
        return []


def sentences(remarks):
    return [remark.sentence for remark in remarks]
