"""Valid expressions and programs of the trickier kinds: no rule may object to any of them."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.validation import Severity, Source, validate

EXPRESSIONS = (
    "={{ `Hello ${$json.name} and ${ {a:1}.a }` }}",
    "={{ `a ${`b ${$json.x}`} c` }}",
    "={{ $json?.a?.[0]?.b ?? 'none' }}",
    "={{ $json.f?.toUpperCase?.() }}",
    "={{ $json.items.map(i => ({ ...i, n: i.n + 1 })).filter(x => x.n > 2) }}",
    "={{ $json.items.reduce((acc, x) => { acc[x.id] = x; return acc; }, {}) }}",
    "={{ (() => { const a = 1; return a; })() }}",
    "={{ {a: {b: {c: 1} } } }}",
    '={{ { "a": $json.b, "c": [1,2] } }}',
    "={{ $if($json.a > 1, 'x', 'y') }}",
    "={{ $jmespath($json, 'a[*].b') }}",
    "={{ $ifEmpty($json.a, 'x') }}",
    "={{ $max(1,2,3) + $min(1,2) }}",
    "={{ $now.minus({days: 7}).toISO() }} {{ $today.format('yyyy') }}",
    "={{ DateTime.fromISO($json.d).setZone('Europe/Berlin').toFormat('dd.MM') }}",
    "={{ Duration.fromMillis(1).toISO() }} {{ Interval.after(DateTime.now(), 1).length() }}",
    "={{ $json.s.toTitleCase().isEmail() }} {{ [1,2].sum() }} {{ [1].randomItem() }} {{ 'a'.hash('sha256') }}",
    "={{ $json.a.chunk(2).first().pluck('x').unique().isEmpty() }} {{ (1.23).round(1).format('de') }} {{ {}.isEmpty() }}",
    "={{ 'x'.base64Encode().urlEncode().extractDomain() }} {{ 'a'.toDateTime() }} {{ $json.removeField('a').keepFieldsContaining('b').compact().toJsonString() }}",
    "={{ $binary.data.fileName }} {{ $binary['data'].mimeType }}",
    "={{ $execution.id }} {{ $execution.mode }} {{ $execution.resumeUrl }} {{ $execution.customData.get('a') }} {{ $execution.resumeFormUrl }}",
    "={{ $workflow.id }}{{ $workflow.name }}{{ $workflow.active }}",
    "={{ $itemIndex }}{{ $runIndex }}{{ $prevNode.name }}{{ $prevNode.outputIndex }}",
    "={{ $env.FOO }}{{ $vars.bar }}{{ $secrets.vault.a }}",
    "={{ $input.item.json.a }} {{ $input.first().json }} {{ $input.all().length }} {{ $input.params.a }} {{ $input.context.noItemsLeft }} {{ $input.last().binary }}",
    "={{ $json.s.match(/\\{\\{(.+?)\\}/)?.[1] }}",
    "={{ $json.s.replace(/[^a-z\"']/gi, '').split('/').pop() }}",
    "={{ /* note */ $json.a // tail\n }}",
    "={{\n  $json.a\n    .split(',')\n    .map(s => s.trim())\n    .join('\\n')\n}}",
    "={{ $json.a ? $json.b : $json.c ? 'x' : `y` }}",
    "={{ new Date().getTime() }} {{ new Set([1]).size }} {{ new URL($json.u).hostname }} {{ new Intl.NumberFormat('en').format(3) }}",
    "={{ JSON.stringify($json) }} {{ JSON.parse($json.t).a }} {{ Object.entries($json).map(([k,v]) => `${k}=${v}`).join('&') }}",
    "={{ Math.round(1.5) }} {{ parseInt('3',10) }} {{ Number('3') }} {{ isNaN(3) }} {{ encodeURIComponent('a') }} {{ Array.from({length:3},(_, i)=>i) }} {{ String(1) }} {{ Boolean(0) }}",
    "={{ (({a, b = 2}) => a + b)($json) }}",
    "={{ [...$json.a, ...[1]].at(-1) }} {{ Math.max(...$json.a) }}",
    "={{ 10n ** 2n }} {{ 1_000 }} {{ 0xff }} {{ 2**3 }}",
    "={{ $json.a ||= 1 }}",
    "={{ typeof $json.a === 'undefined' ? 1 : 2 }} {{ 'a' in $json }} {{ $json.d instanceof Date }}",
    "=Costs {5} and }} closing and { single",
    '={"a": {"b": "{{ $json.x }}"}}',
    "=Hello \\{{ name }}",
    "=$5 and {{ $json['$a'] }}",
    "={{ $pageCount + 1 }}",
    "={{ '🎉'.length }} ü {{ $json['ключ'] }} {{ $json.größe }}",
    "={{ this.$json }}",
    "={{ $getPairedItem }}",
    "={{ (function(x){ return x.y })($json) }}",
    "={{ [1,2].map(function (x) { if (x) { return 1 } else { return 2 } }) }}",
    "={{ (() => { try { return JSON.parse($json.a) } catch { return {} } })() }}",
    "={{ Promise.resolve(1) }}",
    "={{ $json.d.toDateTime().diffTo($now, 'days') }} {{ $now.isInLast(2,'days') }} {{ $now.beginningOf('week') }} {{ $now.extract('hour') }} {{ $now.plus(1,'day').weekdayLong }} {{ $now.diffToNow('hours') }} {{ $now.isBetween($today,$now) }}",
    "={{ (5).isEven() }} {{ 5.5.floor().toDateTime('s') }} {{ $json.n.toBoolean().toInt() }} {{ (3).abs().ceil() }}",
    "={{ [1].average() }}{{[1].difference([2])}}{{[1].intersection([1])}}{{[1].union([2])}}{{[1].merge([2])}}{{[1].renameKeys('a','b')}}{{[1].smartJoin('a','b')}}{{[1].append(2)}}{{[1].last()}}{{[1].isNotEmpty()}}{{[1].removeDuplicates()}}{{[1].max()}}{{[3].toJsonString()}}",
    "={{ $json.hasField('a') }}{{$json.keys()}}{{$json.values()}}{{$json.urlEncode()}}{{$json.merge({})}}{{$json.removeFieldsContaining('a')}}{{$json.isNotEmpty()}}",
    "={{ $json.a.customMethod }}",
    "={{ $json.output?.text ?? $json.text }}",
    "={{ $parameter.options }} {{ $parameter['mode'] }} {{ $rawParameter }} {{ $self }} {{ $position }} {{ $mode }} {{ $executionId }} {{ $resumeWebhookUrl }} {{ $item(0).$json }} {{ $data }} {{ $thisItem }} {{ $nodeVersion }} {{ $nodeId }} {{ $agentInfo }} {{ $webhookId }} {{ $thisRunIndex }} {{ $thisItemIndex }}",
    "={{ void 0 }} {{ !$json.a }} {{ ($json.a, $json.b) }} {{ +$json.a }} {{ -1 }} {{ ~1 }}",
    "={{ String.raw`a\\n` }}",
    "={{ [...(function*(){ yield 1 })()] }}",
    "={{ new (class { x = 1 })().x }}",
)
JAVASCRIPT = (
    "for (const item of $input.all()) { item.json.a = 1 }\nreturn $input.all();",
    "const r = await this.helpers.httpRequest({url:'x'}); return [{json:r}];",
    "const crypto = require('crypto');\nreturn items.map(i => ({json:{h: crypto.createHash('md5').update(i.json.a).digest('hex')}}));",
    "async function main(){ return [{json:{}}] }\nreturn main();",
    "if ($json.a) { return [{json:{a:1}}] } else { return [] }",
    "switch ($json.a) { case 1: return []; default: return [{json:{}}] }",
    "try { return [{json:{}}] } catch (e) { return [{json:{error:e.message}}] }",
    "return [{a: 1}]",
    "return [];",
    "throw new Error('x')",
    "outer: for (const a of [1]) { for (;;) { continue outer } }\nreturn []",
    'const m = $json.a.match(/<a href="([^"]+)"/g) || [];\nreturn m.map(x => ({json:{x}}));',
    "return [{json:{t:`a ${1 + `${2}`} {{ not an expression }}`}}]",
    "const s = $getWorkflowStaticData('global'); s.a = 1; return items;",
    "// $('Old Node').all()\n/* $node['Other'] */\nreturn $input.all()",
    "const s = \"$('Nope').all()\"; return [{json:{s}}]",
    "const out = []; out.push({json:{}}); return out;",
    "return Promise.all(items.map(async i => i));",
    "const b = await this.helpers.getBinaryDataBuffer(0,'data'); return [{json:{l:b.length}}]",
    "#!/x\nreturn []",
    "return $input.all().map(({json: {a, ...rest}, binary}) => ({json: {...rest, a: a?.b ?? 1}, binary}))",
    "return $json.a ? [{json:{}}] : null",
    "const x = await Promise.all([]); return x",
    "class A { #p = 1; static { } get x() { return this.#p } }\nreturn [{json:{x:new A().x}}]",
)
PYTHON = (
    "for item in _input.all():\n    item.json.a = 1\nreturn _input.all()",
    "return [{'json': {'a': i}} for i in range(3)]",
    "match 1:\n    case 1: return []\n    case _: return [{}]",
    "x = f\"{'a' if True else 'b'}\"\nreturn [{'json': {'x': x}}]",
    "d={'a':1}\nx = f\"{d[\"a\"]}\"\nreturn [{'json': {'x': x}}]",
    "if (n := len(_items)) > 1:\n    pass\nreturn _items",
    "def f[T](x: T) -> T:\n    return x\nreturn [f({'json':{}})]",
    "try:\n    pass\nexcept* ValueError:\n    pass\nreturn []",
    "type A = int\nreturn []",
    "if True:\n\treturn [{'json':{}}]\nreturn []",
    "try:\n    return []\nexcept Exception as e:\n    return [{'json':{'e':str(e)}}]",
    "import asyncio\nawait asyncio.sleep(0)\nreturn []",
    "try:\n    pass\nexcept ValueError, TypeError:\n    pass\nreturn []",
    "while True:\n    return [{'json':{}}]",
    "with open('a') as f:\n    return [{'json':{}}]",
)


def objections(node: dict[str, Any]) -> list[tuple[str, str]]:
    """What the rules beyond n8n's own say of a trigger with this node behind it."""
    start = {"id": "1", "name": "Start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1}
    placed = {"id": "2", "name": "Node", "position": [200, 0], **node}
    document = {
        "nodes": [{**start, "position": [0, 0], "parameters": {}}, placed],
        "connections": {"Start": {"main": [[{"node": "Node", "type": "main", "index": 0}]]}},
        "settings": {},
    }
    return [
        (issue.code, issue.message)
        for issue in validate(document, load_catalog())
        if issue.source is Source.NODEPILOT and issue.severity is not Severity.HINT
    ]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_expressions(expression: str) -> None:
    field = {"id": "a", "name": "a", "type": "string", "value": expression}
    parameters = {"assignments": {"assignments": [field]}, "options": {}}
    assert objections({"type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": parameters}) == []


@pytest.mark.parametrize("program", JAVASCRIPT)
def test_javascript(program: str) -> None:
    assert (
        objections({"type": "n8n-nodes-base.code", "typeVersion": 2, "parameters": {"jsCode": program}}) == []
    )


@pytest.mark.parametrize("language", ["python", "pythonNative"])
@pytest.mark.parametrize("program", PYTHON)
def test_python(program: str, language: str) -> None:
    parameters = {"language": language, "pythonCode": program}
    assert objections({"type": "n8n-nodes-base.code", "typeVersion": 2, "parameters": parameters}) == []
