package manifest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func TestSyntaxErrors(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"missing comma", "{\n  \"a\": 1\n  \"b\": 2\n}", `3:3: invalid character '"' after the value of a member (expected ',' or '}')`},
		{"missing comma in array", "[1 2]", `1:4: invalid character '2' after an element of an array (expected ',' or ']')`},
		{"missing colon", "{\n  \"a\" 1\n}", `2:7: invalid character '1' after a key (expected ':')`},
		{"missing value", "{\n  \"a\": ,\n}", `2:8: invalid character ',' where a value was expected`},
		{"missing value at end", "{\n  \"a\":\n}", `3:1: missing value after a key`},
		{"missing closing quote", "{\n  \"a\": \"x,\n  \"b\": 1\n}", `2:11: the string does not end on its line: expected '"'`},
		{"missing opening quote", "{\n  a\": 1\n}", `2:3: invalid character 'a' where a key in double quotes was expected`},
		{"key without quotes", "{\n  a: 1\n}", `2:3: invalid character 'a' where a key in double quotes was expected`},
		{"single quotes", "{\n  'a': 1\n}", `2:3: invalid character '\'' where a key in double quotes was expected`},
		{"number as key", "{1: 2}", `1:2: a key in double quotes was expected`},
		{"wrong bracket", "{\n  \"a\": [1, 2}\n}", `2:13: invalid character '}' after an element of an array (expected ',' or ']')`},
		{"closing bracket only", "}", `1:1: invalid character '}' where a value was expected`},
		{"comma only", "{,}", `1:2: invalid character ',' where a key in double quotes was expected`},
		{"two commas", "{\"a\": 1,, \"b\": 2}", `1:9: invalid character ',' where a key in double quotes was expected`},
		{"two trailing commas", "[1,,]", `1:4: invalid character ',' where a value was expected`},
		{"cut in an object", "{\n  \"a\": {\n    \"b\": 1,", `3:12: the file ends too early: the '{' opened at 2:8 is never closed`},
		{"cut in a string", "{\n  \"a\": \"htt", `2:12: the file ends too early: the '{' opened at 1:1 is never closed`},
		{"cut in a key", "{\n  \"a", `2:5: the file ends too early: the '{' opened at 1:1 is never closed`},
		{"cut in an escape", "{\"a\": \"\\u00", `1:12: the file ends too early: the '{' opened at 1:1 is never closed`},
		{"cut in a number", "[-", `1:3: the file ends too early: the '[' opened at 1:1 is never closed`},
		{"cut in a literal", "[tru", `1:5: the file ends too early: the '[' opened at 1:1 is never closed`},
		{"cut after a comment", "{ // c\n", `2:1: the file ends too early: the '{' opened at 1:1 is never closed`},
		{"cut string at top", "\"abc", `1:5: the file ends too early`},
		{"merge conflict", "{\n<<<<<<< HEAD\n  \"a\": 1\n=======\n  \"a\": 2\n>>>>>>> topic\n}", `2:1: a merge conflict was left in the file: resolve it`},
		{"merge conflict in an array", "[\n  1,\n<<<<<<< HEAD\n  2\n=======\n  3\n>>>>>>> topic\n]", `3:1: a merge conflict was left in the file: resolve it`},
		{"merge conflict after a member", "{\n  \"a\": 1,\n<<<<<<< HEAD\n  \"b\": 1\n", `3:1: a merge conflict was left in the file: resolve it`},
		{"text after the end", "{}\n,{}", `2:1: there is text after the end of the document (the first value ends at 1:3): remove it, or close the brackets later`},
		{"bracket after the end", "{\"a\": {}}}\n", `1:10: there is text after the end of the document (the first value ends at 1:10): remove it, or close the brackets later`},
		{"documents of many lines", "{\n}\n{\n}", `3:1: there is text after the end of the document (the first value ends at 2:2): remove it, or close the brackets later`},
		{"broken JSON lines", "{}\n{}\n\n{\"a\":}\n{}", `4:6: missing value after a key`},
		{"JSON lines that end early", "{}\n[]\n{\"a\":", `3:6: the file ends too early: the '{' opened at 3:1 is never closed`},
		{"JSON lines with a document of more", "{}\n[]\n{\n}\n", `3:1: expected one object or array a line, as in the lines before it`},
		{"two documents on a line", "{}\n[]\n{} {}\n", `3:4: expected one object or array a line, as in the lines before it`},
		{"a number among JSON lines", "{}\n[]\n1\n", `3:1: expected one object or array a line, as in the lines before it`},
		{"text after JSON lines", "{}\n[]\n}", `3:1: invalid character '}' where a value was expected`},
		{"text after a comment after the end", "{} // c\n x", `2:2: there is text after the end of the document (the first value ends at 1:3): remove it, or close the brackets later`},
		{"wrong literal", "{\"a\": True}", `1:7: invalid character 'T' where a value was expected`},
		{"none", "{\"a\": None}", `1:7: invalid character 'N' where a value was expected`},
		{"number with a leading zero", "{\"a\": 01}", `1:8: invalid character '1' after the value of a member (expected ',' or '}')`},
		{"number with a plus", "{\"a\": +1}", `1:7: invalid character '+' where a value was expected`},
		{"hexadecimal number", "{\"a\": 0x1F}", `1:8: invalid character 'x' after the value of a member (expected ',' or '}')`},
		{"NaN", "{\"a\": NaN}", `1:7: invalid character 'N' where a value was expected`},
		{"line feed in a string", "{\"a\": \"x\ny\"}", `1:9: the string does not end on its line: expected '"'`},
		{"tab in a string", "{\"a\": \"x\ty\"}", `1:9: invalid character '\t' in a string: expected an escape sequence for it`},
		{"NUL in a string", "{\"a\": \"x\x00y\"}", `1:9: invalid character '\x00' in a string: expected an escape sequence for it`},
		{"NUL between values", "{\"a\": 1\x00}", `1:8: invalid character '\x00' after the value of a member (expected ',' or '}')`},
		{"wrong escape", "{\"path\": \"C:\\dir\"}", `1:13: invalid escape sequence in a string: expected \\ for a backslash`},
		{"lone surrogate", "{\"a\": \"\\ud800\"}", `1:8: half of a surrogate pair in a string: expected the escape sequences of both`},
		{"invalid UTF-8", "{\"a\": \"\xff\"}", `1:8: invalid UTF-8: expected a file saved as UTF-8`},
		{"Latin-1", "{\"a\": \"Z\xfcrich\"}", `1:9: invalid UTF-8: expected a file saved as UTF-8`},
		{"no-break space", "{\u00a0\"a\": 1}", `1:2: invalid character '\u00a0' where a key in double quotes was expected`},
		{"curly quotes", "{“a”: 1}", `1:2: invalid character '“' where a key in double quotes was expected`},
		{"after characters outside ASCII", "{\"ä🏭\": 1 \"b\": 2}", `1:10: invalid character '"' after the value of a member (expected ',' or '}')`},
		{"after CR", "{\r  \"a\": 1\r  \"b\": 2\r}", `3:3: invalid character '"' after the value of a member (expected ',' or '}')`},
		{"after CRLF", "{\r\n  \"a\": 1\r\n  \"b\": 2\r\n}", `3:3: invalid character '"' after the value of a member (expected ',' or '}')`},
		{"after a byte order mark", "\ufeff{\"a\" 1}", `1:6: invalid character '1' after a key (expected ':')`},
		{"open comment", "{\n  /* c\n  \"a\": 1\n}", `2:3: the comment is never closed: expected */`},
		{"open comment at the end", "{} /*", `1:4: there is text after the end of the document (the first value ends at 1:3): remove it, or close the brackets later`},
		{"slash", "{\n  / c\n}", `2:3: invalid character '/' where a key in double quotes was expected`},
		{"hash comment", "{\n  # c\n  \"a\": 1\n}", `2:3: invalid character '#' where a key in double quotes was expected`},
		{"Jinja", "{\n  {% if a %}\n  \"b\": 1\n  {% endif %}\n}", `2:3: a block of a template language (Jinja) stands where JSON was expected: render the file first, with jinja2 or Ansible's template module, and use the rendered file`},
		{"Jinja at the start", "{% set a = 1 %}\n{}", `1:1: a block of a template language (Jinja) stands where JSON was expected: render the file first, with jinja2 or Ansible's template module, and use the rendered file`},
		{"Jinja at the end", "{}\n{% endif %}", `2:1: a block of a template language (Jinja) stands where JSON was expected: render the file first, with jinja2 or Ansible's template module, and use the rendered file`},
		{"Jinja after a member", "{\"a\": 1{% if b %}}", `1:8: a block of a template language (Jinja) stands where JSON was expected: render the file first, with jinja2 or Ansible's template module, and use the rendered file`},
		{"Terraform", "[\n%{ for a in b ~}\n1\n%{ endfor }]", `2:1: a block of a template language (Terraform) stands where JSON was expected: render the file first, with templatefile(), and use the rendered file`},
		{"Terraform's function", "{\"a\": ${jsonencode({b = 1})}}", `1:7: a block of a template language (Terraform) stands where JSON was expected: render the file first, with templatefile(), and use the rendered file`},
		{"Go templates", "{\n{{- range .a }}\n}", `2:1: a block of a template language (Go templates) stands where JSON was expected: render the file first, with gomplate or Helm, and use the rendered file`},
		{"Handlebars", "{\n{{#each a}}\n}", `2:1: a block of a template language (Handlebars or Mustache) stands where JSON was expected: render the file first, with that engine, and use the rendered file`},
		{"engine's filter", "{\"a\": {{ b | default(\"c\") }}}", `1:7: a block of a template language (Jinja, Handlebars or Go templates) stands where JSON was expected: render the file first, with that engine, and use the rendered file`},
		{"ERB", "{\n<% a %>\n}", `2:1: a block of a template language (ERB or EJS) stands where JSON was expected: render the file first, with that engine, and use the rendered file`},
		{"FreeMarker", "{\n<#list a as b>\n}", `2:1: a block of a template language (FreeMarker) stands where JSON was expected: render the file first, with that engine, and use the rendered file`},
		{"two brackets", "{{ \"a\": 1 }}", `1:2: a key in double quotes was expected`},
		{"percent sign", "{\"a\": %}", `1:7: invalid character '%' where a value was expected`},
		{"open placeholder", "{\"a\": ${TTL, \"b\": 1}", `1:7: invalid character '$' where a value was expected`},
		{"placeholder as key", "{\"a\": 1, ${KEY}: 2}", `1:10: invalid character '$' where a key in double quotes was expected`},
		{"placeholder as member", "{\"a\": 1, ${MEMBERS}}", `1:10: invalid character '$' where a key in double quotes was expected`},
		{"placeholder as first key", "{${KEY}: 2}", `1:2: invalid character '$' where a key in double quotes was expected`},
		{"HTML", "<!DOCTYPE html>\n<html></html>", `1:1: invalid character '<' where a value was expected`},
		{"YAML", "modulesContent:\n  $edgeAgent: {}\n", `1:1: invalid character 'm' where a value was expected`},
		{"empty", "", `1:1: the file is empty: expected a JSON object`},
		{"blanks only", " \n\t\r\n", `3:1: the file is empty: expected a JSON object`},
		{"byte order mark only", "\ufeff", `1:1: the file is empty: expected a JSON object`},
		{"comment only", "// nothing\n", `2:1: the file is empty: expected a JSON object`},
		{"comments only", "\ufeff/* a */ // b", `1:13: the file is empty: expected a JSON object`},
		{"UTF-16 LE", "\xff\xfe{\x00}\x00", `1:1: the file is UTF-16: save it as UTF-8`},
		{"UTF-16 BE", "\xfe\xff\x00{\x00}", `1:1: the file is UTF-16: save it as UTF-8`},
		{"UTF-16 without a mark", "{\x00}\x00", `1:1: the file is UTF-16: save it as UTF-8`},
		{"two byte order marks", "\ufeff\ufeff{}", `1:1: invalid character '\ufeff' where a value was expected`},
		{"deep arrays", strings.Repeat("[", 1001), `1:1001: nested deeper than 1000 levels: no deployment manifest is`},
		{"deep objects", strings.Repeat(`{"a":`, 1001), `1:5001: nested deeper than 1000 levels: no deployment manifest is`},
		{"9 MB of brackets", strings.Repeat("[", 9<<20), `1:1001: nested deeper than 1000 levels: no deployment manifest is`},
		{"too large", strings.Repeat(" ", manifest.MaxSize+1), `1:1: the file has 16777217 bytes, more than the limit of 16777216: a deployment manifest has some kilobytes`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := manifest.Parse([]byte(tt.src))
			var syntax *manifest.SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("got error %v, want a *SyntaxError", err)
			}
			if got := syntax.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if syntax.Offset < 0 || syntax.Offset > len(tt.src) {
				t.Errorf("offset %d lies outside", syntax.Offset)
			}
		})
	}
}
