"""The friendly Python face of the contract (wit/v0.1): texts, views, feeds, log, and what becomes of errors.

`parvis plugin build` puts this file beside the program: `import parvis`.
What needs a grant is imported from the contract itself: `from wit_world.imports import data`.
Names are the contract's in snake_case; a case is a class, `views.Block_Paragraph(text)`; an absent option is None.
"""

from componentize_py_types import Err
from wit_world.imports import data, errors, feeds, views
from wit_world.imports import log as contract_log
from wit_world.imports.text import Text, Translation

# Everything is imported when the component is built: a plugin has no files to import from later.
try:
    from wit_world.exports import sync
except ImportError:
    sync = None

HERE = data.Origin_Here()


def text(main, **translations):
    """A text for people: in the territory's first language, then in others, `en="Hello"`."""
    return Text(main, [Translation(language, words) for language, words in translations.items()])


def words(said):
    """A text, from a string or from what text() gave; empty for None."""
    if said is None:
        return text("")
    return text(said) if isinstance(said, str) else said


class log:
    """Lines for `parvis plugin logs`."""

    @staticmethod
    def error(message):
        contract_log.write(contract_log.Level.ERROR, str(message))

    @staticmethod
    def warn(message):
        contract_log.write(contract_log.Level.WARN, str(message))

    @staticmethod
    def info(message):
        contract_log.write(contract_log.Level.INFO, str(message))

    @staticmethod
    def debug(message):
        contract_log.write(contract_log.Level.DEBUG, str(message))


def view(title, blocks=(), description=""):
    """A view: a title and blocks in order."""
    return views.View(words(title), words(description), list(blocks))


# Blocks.
def heading(said, level=1):
    return views.Block_Heading(views.Heading(level, words(said)))


def paragraph(said):
    return views.Block_Paragraph(words(said))


def bullets(texts):
    return views.Block_Bullets([words(said) for said in texts])


def facts(pairs):
    return views.Block_Facts([views.Fact(words(label), words(value)) for label, value in pairs])


def notice(kind, said, title=""):
    """`kind` is a name, "warning"."""
    return views.Block_Notice(views.Notice(views.NoticeKind[kind.upper()], words(title), words(said)))


def links(pairs):
    """Links to pages of this plugin: (words, path)."""
    return views.Block_Links([views.Link(words(said), views.LinkTarget_Page(path)) for said, path in pairs])


def search(label, page, parameter):
    """A line to type in: opens `page` of this plugin with what was typed as `parameter`."""
    return views.Block_Search(views.Search(words(label), page, parameter))


def feed(described):
    return views.Block_Feed(described)


# Feeds.
def board(id, query, item, empty, children=None, no_place="", stale="", more=None):
    """A feed that looks like the board of a station. `empty` is said when nothing is found."""
    return feeds.Feed(
        id, query, feeds.Layout.BOARD, item, children, words(empty), words(no_place), words(stale), more
    )


def all(collection, limit, conditions=(), placement=None, during=None, text=None, order=(), after=None):
    """The features of a collection."""
    return data.Query(collection, list(conditions), placement, during, text, list(order), after, limit)


def near_here(collection, radius_m, limit):
    """The features of a collection nearest to the visitor."""
    return all(collection, limit, placement=data.Placement_Near(data.Nearness(HERE, radius_m)))


def item(lead=None, badge=None, title=None, details=(), link=None):
    """How a result is shown; by its title alone where nothing is given."""
    return feeds.Item(lead, badge, title, list(details), link)


def slot(source, format, label=""):
    """A value of the result by names: "distance", "walking-minutes"."""
    source = getattr(feeds, "SlotSource_" + source.capitalize())()
    return feeds.Slot(source, _format(format), words(label))


def property(name, format, label=""):
    """A property of the result."""
    return feeds.Slot(feeds.SlotSource_Property(name), _format(format), words(label))


def _format(name):
    return feeds.Format[name.upper().replace("-", "_")]


def not_found():
    """Raised by a page that does not exist."""
    return Err(errors.Error_NotFound())


def bytes_of(body):
    """The bytes of a fetched body, read in pieces of 256 KiB."""
    length = body.length()
    pieces = []
    at = 0
    while at < length:
        piece = body.read_at(at, 262144)
        pieces.append(piece)
        at += len(piece)
    return b"".join(pieces)


def guarded(part):
    """A part of a program as the hub calls it.

    An error of the contract is an answer and passes; any other is logged with its traceback first, because nothing of it
    survives the call. `plugin build` puts this around every part.
    """

    class Guarded(part):
        pass

    for name in ("render", "run"):
        if hasattr(part, name):
            setattr(Guarded, name, _guarded(getattr(part, name), name == "run"))
    return Guarded


def _guarded(method, is_refresh):
    def call(self, *given):
        try:
            return method(self, *given)
        except Err as error:
            if is_refresh:
                raise _failure(error) from None
            raise
        except Exception as error:
            log.error(_described(error))
            if is_refresh:
                raise _failure(error) from None
            raise

    return call


def _described(error):
    """The error with where it was raised, innermost first: the module `traceback` would open the program's files, which are
    not there."""
    lines = []
    at = error.__traceback__.tb_next
    while at is not None:
        code = at.tb_frame.f_code
        line = f"  at {code.co_name} ({code.co_filename.rpartition('/')[2]}:{at.tb_lineno})"
        if line not in lines[-1:]:
            lines.append(line)
        at = at.tb_next
    return "\n".join([f"{type(error).__name__}: {error}", *reversed(lines)])


def _failure(error):
    """What ends a refresh: a sentence for the operator."""
    if isinstance(error, Err):
        if isinstance(error.value, sync.Failure):
            return error
        return Err(sync.Failure(repr(error.value)))
    return Err(sync.Failure(f"{type(error).__name__}: {error}"))
