package project_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// TestNothingIsPassedOver damages manifests whose names are spelt in all ways, and
// lets a folder search and the hook have them: each is a finding, or an error if
// it is too large to be read. The same files without these names are passed over.
func TestNothingIsPassedOver(t *testing.T) {
	t.Chdir(t.TempDir())
	spellings := map[string]func(string) string{
		"plain":                   func(s string) string { return s },
		"escapes":                 func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "$", `\u0024`), "C", `\u0043`) },
		"UTF-16LE":                func(s string) string { return utf16Text(s, true) },
		"UTF-16BE":                func(s string) string { return utf16Text(s, false) },
		"UTF-16LE without a mark": func(s string) string { return utf16Text(s, true)[2:] },
		"UTF-16BE without a mark": func(s string) string { return utf16Text(s, false)[2:] },
	}
	damages := map[string]string{ // %s is the name
		"lone surrogate": `{"%s": {"x": "\ud800"}}`,
		"invalid byte":   "{\"%s\": {\"x\": \"\x7f\xff\"}}",
		"NaN":            `{"%s": {"x": NaN}}`,
		"brackets":       `{"%s": ` + strings.Repeat("[", 1001) + strings.Repeat("]", 1001) + "}",
		"half":           `{"%s": {`,
		"a quote":        `{'%s': {}}`,
	}
	run := func(opts project.Options, name string) (*project.Result, error) {
		opts.NoConfig = true
		return project.Lint(context.Background(), []string{name}, opts)
	}
	skip := project.Options{SkipNonManifests: true}
	for how, spell := range spellings {
		for what, damage := range damages {
			for _, name := range []string{"$edgeAgent", "modulesContent"} {
				writeText(t, "folder/a.json", spell(fmt.Sprintf(damage, name)))
				for path, opts := range map[string]project.Options{"folder": {}, "folder/a.json": skip} {
					if res, err := run(opts, path); failure(res, err) != nil || count(res, "EP001") == 0 {
						t.Errorf("%s, %s, %s: %s: no EP001, %v", name, how, what, path, err)
					}
				}
			}
			writeText(t, "folder/a.json", spell(fmt.Sprintf(damage, "$edgeBrake")))
			if res, err := run(skip, "folder/a.json"); failure(res, err) != nil || len(res.PassedOver()) != 1 {
				t.Errorf("another name, %s, %s: it is not passed over, %v", how, what, failure(res, err))
			}
		}
		large := strings.Repeat(" ", 100_000) + `{"%s": {}}`
		for name, fails := range map[string]bool{"$edgeAgent": true, "modulesContent": true, "$edgeBrake": false} {
			writeText(t, "folder/a.json", spell(fmt.Sprintf(large, name)))
			opts := skip
			opts.MaxSize = 50_000
			res, err := run(opts, "folder/a.json")
			var refused *project.TooLargeError
			if errors.As(failure(res, err), &refused) != fails {
				t.Errorf("%s, %s, large: %v", name, how, failure(res, err))
			}
		}
	}
}

// TestUnrenderedTemplates: a template of a manifest that cannot be read before it is
// rendered is a finding in a search and in a hook, whatever language it is in. Templates of
// other texts that speak of edgeAgent are passed over.
func TestUnrenderedTemplates(t *testing.T) {
	const block = "{%% if a %%}\n%s\n{%% endif %%}"
	jinja := fmt.Sprintf(block, `{"modulesContent": {"$edgeAgent": {}}}`)
	for text, found := range map[string]bool{
		jinja:                   true,
		"\ufeff" + jinja:        true,
		utf16Text(jinja, true):  true,
		utf16Text(jinja, false): true,
		`{{- range .Sites }}{"modulesContent": {}}{{ end }}`:                        true,
		`{ {{#each a}}"$edgeAgent": {}{{/each}} }`:                                  true,
		"{# sites #}\n// and a comment\n[\n{% for s in sites %}{\"$edgeAgent\": 1}": true,
		`<%# ERB %>{"$edgeAgent": <% x %>}`:                                         true,
		`<#if a>{"$edgeAgent": <#if b>1</#if>}</#if>`:                               true,
		"${jsonencode({ modulesContent = {} })}":                                    true,
		`{"modulesContent": {"$edgeAgent": "\]"}}`:                                  true, // rendering mends nothing
		"{% set a = 1 %}\n#!/bin/sh\necho '{\"modulesContent\": {}}'":               false,
		"[agent]\nname = \"$edgeAgent\"":                                            false,
		"# sites\n\nEvery manifest has an `$edgeAgent`.":                            false,
		"<html>$edgeAgent</html>":                                                   false,
		"modulesContent:\n  $edgeAgent: {}":                                         false,
		`{% if a %}{"name": "x"}{% endif %}`:                                        false, // no sign
	} {
		for _, ending := range []string{".template", ".tmpl", ".tpl", ".tftpl", ".j2", ".jinja", ".jinja2"} {
			t.Run(ending, func(t *testing.T) {
				t.Chdir(t.TempDir())
				name := "folder/a" + ending
				writeText(t, name, text)
				for path, opts := range map[string]project.Options{"folder": {NoConfig: true}, name: {NoConfig: true, SkipNonManifests: true}} {
					res, err := project.Lint(context.Background(), []string{path}, opts)
					if res == nil || (count(res, "EP001") > 0) != found {
						t.Errorf("%q, %s: EP001 is expected: %t; %v", text, path, found, err)
					}
				}
			})
		}
	}
}

// utf16Text is an ASCII text in UTF-16 with a byte order mark.
func utf16Text(text string, little bool) string {
	b := []byte{0xfe, 0xff}
	for _, c := range []byte(text) {
		b = append(b, 0, c)
	}
	for i := 0; little && i < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return string(b)
}
