// Counts tokens as OpenAI's o200k_base does: a JSON list of texts on standard input, a list of numbers on standard output.
import { createRequire } from "node:module";

const { countTokens } = createRequire(`${process.argv[2]}/`)("gpt-tokenizer/encoding/o200k_base");
let input = "";
for await (const piece of process.stdin) input += piece;
process.stdout.write(JSON.stringify(JSON.parse(input).map((text) => countTokens(text))));
