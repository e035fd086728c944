"""Methods that values can have in an expression: JavaScript's, Luxon's and those that n8n adds.

Read from the prototypes and classes of Node 24's built-ins and of Luxon 3. JSON holds no functions, so a
method that is not here exists on no value that an expression gets.
"""

from __future__ import annotations

from nodepilot.expressions.variables import ADDED_METHODS, METHODS_OF_INPUT, METHODS_OF_NODE

_BUILT_IN = """
    Collator DateTimeFormat DisplayNames DurationFormat ListFormat Locale NumberFormat PluralRules
    RelativeTimeFormat Segmenter UTC __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__
    abs abutsEnd abutsStart acos acosh add after all allSettled anchor any append apply as asIntN
    asUintN asin asinh assign at atan atan2 atanh before big bind blink bold buildFormatParser call
    catch cbrt ceil charAt charCodeAt clear clz32 codePointAt compile concat constructor contains
    copyWithin cos cosh count create defineProperties defineProperty delete diff diffNow difference
    divideEqually drop endOf endsWith engulfs entries equals escape every exec exp expandFormat expm1
    f16round fill filter finally find findIndex findLast findLastIndex fixed flat flatMap floor
    fontcolor fontsize for forEach format formatRange formatRangeToParts formatToParts freeze from
    fromAsync fromCharCode fromCodePoint fromDateTimes fromDurationLike fromEntries fromFormat
    fromFormatExplain fromFormatParser fromHTTP fromISO fromISOTime fromJSDate fromMillis fromObject
    fromRFC2822 fromSQL fromSeconds fromString fromStringExplain fround get getAll getCanonicalLocales
    getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getOwnPropertyDescriptor
    getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols getPossibleOffsets
    getPrototypeOf getSeconds getTime getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours
    getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds getYear groupBy has hasOwn hasOwnProperty
    hasSame hypot imul includes indexOf intersection invalid is isAfter isArray isBefore isDateTime
    isDisjointFrom isDuration isEmpty isExtensible isFinite isFrozen isInteger isInterval isNaN
    isPrototypeOf isRawJSON isSafeInteger isSealed isSubsetOf isSupersetOf isWellFormed italics join
    keyFor keys lastIndexOf length link local localeCompare log log10 log1p log2 map mapEndpoints
    mapUnits match matchAll max merge min minus negate normalize normalizeUnit now of overlaps padEnd
    padStart parse parseFloat parseFormatForOpts parseInt plus pop pow preventExtensions
    propertyIsEnumerable push race random raw rawJSON reconfigure reduce reduceRight reject removeZeros
    repeat replace replaceAll rescale resetCache resize resolve resolvedLocaleOptions resolvedOptions
    reverse round seal search segment select selectRange set setDate setFullYear setHours setLocale
    setMilliseconds setMinutes setMonth setPrototypeOf setSeconds setTime setUTCDate setUTCFullYear
    setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear setZone shift shiftTo
    shiftToAll sign sin sinh slice small some sort splice split splitAt splitBy sqrt startOf startsWith
    strike stringify sub subarray substr substring sup supportedValuesOf symmetricDifference take tan
    tanh test then toArray toBSON toDateString toDuration toExponential toFixed toFormat toGMTString
    toHTTP toHuman toISO toISODate toISOString toISOTime toISOWeekDate toJSDate toJSON toLocal
    toLocaleDateString toLocaleLowerCase toLocaleParts toLocaleString toLocaleTimeString
    toLocaleUpperCase toLowerCase toMillis toObject toPrecision toRFC2822 toRelative toRelativeCalendar
    toReversed toSQL toSQLDate toSQLTime toSeconds toSorted toSpliced toString toTimeString toUTC
    toUTCString toUnixInteger toUpperCase toWellFormed transfer transferToFixedLength trim trimEnd
    trimLeft trimRight trimStart trunc try union unshift until utc valueOf values with withResolvers xor
"""

KNOWN_METHODS = frozenset(_BUILT_IN.split()).union(
    *ADDED_METHODS.values(), METHODS_OF_INPUT, METHODS_OF_NODE, ("get", "getNode", "set")
)
"""All of them; `get` and `set` are those of `$execution.customData`."""

CLASSES = frozenset(
    (
        *("Array", "Atomics", "BigInt", "Boolean", "DataView", "Date", "DateTime", "Duration", "Error"),
        *("Infinity", "Interval", "Intl", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise"),
        *("RegExp", "Set", "String", "Symbol", "TypeError", "URL", "URLSearchParams", "WeakMap", "WeakSet"),
        *("decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "isFinite", "isNaN"),
        *("parseFloat", "parseInt", "process", "undefined"),
        *("document", "global", "globalThis", "window"),
        *("min", "max", "not", "average", "numberList", "zip", "extend", "extendOptional", "toPathSegment"),
    )
)
"""Names without `$` that an expression may use."""
