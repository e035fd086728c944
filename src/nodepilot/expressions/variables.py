"""Names that n8n defines in expressions.

Facts read from n8n 2.40.7: the data proxy that an expression runs against, the globals beside it, and the
methods that n8n adds to values.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EVERYWHERE = _words("""
    $ $agentInfo $binary $data $env $evaluateExpression $evaluation $execution $executionId $fromAI
    $fromAi $fromai $getPairedItem $if $ifEmpty $input $item $itemIndex $items $jmesPath $jmespath $json
    $max $average $min $mode $node $nodeId $nodeVersion $not $now $parameter $position $prevNode
    $rawParameter $resumeWebhookUrl $runIndex $secrets $self $thisItem $thisItemIndex $thisRunIndex $today
    $tool $vars $webhookId $workflow
    """)
"""Variables that any expression may use (`$secrets` in credentials)."""

PAGINATION = frozenset({"$pageCount", "$request", "$response"})
"""Only in the pagination options of HTTP Request nodes."""

DECLARATIVE = frozenset(
    {"$value", "$index", "$parent", "$credentials", "$version", "$responseItem", "$responseData"}
)
"""Only inside node definitions and in nodes that say so; a workflow rarely sees them."""

KNOWN_VARIABLES = EVERYWHERE | PAGINATION | DECLARATIVE

FROM_AI_NAMES = frozenset({"$fromAI", "$fromAi", "$fromai"})

METHODS_OF_INPUT = frozenset({"all", "context", "first", "item", "last", "params"})
"""What `$input` has."""

METHODS_OF_NODE = _words("all context first isExecuted item itemMatching last pairedItem params")
"""What `$('Node')` has. `$node['Node']` is another thing: it has `json` and `binary`."""

FORBIDDEN_PROPERTIES = _words("""
    __proto__ prototype constructor getPrototypeOf setPrototypeOf getOwnPropertyDescriptor
    getOwnPropertyDescriptors defineProperty defineProperties mainModule binding _linkedBinding _load
    prepareStackTrace __lookupGetter__ __lookupSetter__ __defineGetter__ __defineSetter__ caller callee
    arguments getBuiltinModule dlopen execve loadEnvFile
    """)
"""Properties that n8n refuses to read in an expression, whatever they hold."""

ADDED_METHODS: dict[str, frozenset[str]] = {
    "array": _words("""
        append average chunk compact difference first intersection isEmpty isNotEmpty last max merge
        mergeIntoObject min pluck randomItem removeDuplicates renameKeys reverse smartJoin sum toBoolean
        toDateTime toFloat toInt toJsonString union unique
        """),
    "date": _words("""
        beginningOf diffTo diffToNow endOfMonth extract format isBetween isDst isEmpty isInLast isNotEmpty
        isWeekend minus plus toBoolean toDateTime toFloat toInt
        """),
    "number": _words("abs ceil floor format isEven isInteger isOdd round toBoolean toDateTime toFloat toInt"),
    "object": _words("""
        compact hasField isEmpty isNotEmpty keepFieldsContaining keys removeField removeFieldsContaining
        toBoolean toDateTime toFloat toInt toJsonString urlEncode values
        """),
    "string": _words("""
        base64Decode base64Encode extractDomain extractEmail extractUrl extractUrlPath hash isDomain isEmail
        isEmpty isNotEmpty isNumeric isUrl length parseJson quote removeMarkdown removeTags
        replaceSpecialChars toBoolean toDate toDateTime toDecimalNumber toFloat toInt toJsonString toNumber
        toSentenceCase toSnakeCase toTitleCase toWholeNumber urlDecode urlEncode
        """),
    "boolean": _words("toBoolean toDateTime toFloat toInt toNumber"),
}
"""Methods that n8n adds, by the type of the value they are called on."""
