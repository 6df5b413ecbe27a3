package jsontree

import (
	"errors"
	"regexp"
	"sync"
)

// templateLanguage is a language whose blocks stand between the members of
// JSON. Parse reads placeholders, and runs no such language.
type templateLanguage struct {
	name    string
	renders string // what turns such a file into JSON
	block   func() *regexp.Regexp
}

// templateLanguages are recognised by the start of a block. A language whose blocks
// start with more characters stands before one whose blocks start with a part of them.
var templateLanguages = [...]templateLanguage{
	languageOf("Jinja", "with jinja2 or Ansible's template module", `^\{[%#]`),
	languageOf("Terraform", "with templatefile()", `^(%\{|\$\{\w+\()`),
	languageOf("Handlebars or Mustache", "with that engine", `^\{\{[#/^>!&]`),
	languageOf("Go templates", "with gomplate or Helm", `^\{\{-?\s*(if|else|end|range|with|define|template|block|include|\.|\$)\b`),
	languageOf("Jinja, Handlebars or Go templates", "with that engine", `^\{\{[-~]?\s*[\w.$]`),
	languageOf("ERB or EJS", "with that engine", `^<%`),
	languageOf("FreeMarker", "with that engine", `^</?#`),
}

func languageOf(name, renders, block string) templateLanguage {
	return templateLanguage{name, renders, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(block) })}
}

// namingLanguage adds the name of a template language to an error of the reader, if a
// block of that language stands at the place of the error. A reader stops at the first
// or the second character of such a block.
func (s source) namingLanguage(err error) error {
	var syntax *SyntaxError
	if s.file != nil || !errors.As(err, &syntax) {
		return err
	}
	for at := max(0, syntax.Offset-1); at <= syntax.Offset && at < len(s.text); at++ {
		if at < syntax.Offset && s.text[at] != '{' {
			continue
		}
		rest := s.text[at:min(len(s.text), at+longestBlock)]
		for i := range templateLanguages {
			if language := &templateLanguages[i]; language.block().Match(rest) {
				named := s.errorAt(at, err, "a block of a template language (%s) stands where JSON was expected: render the file first, %s, and use the rendered file",
					language.name, language.renders)
				named.Language = language.name
				return named
			}
		}
	}
	return err
}

// longestBlock is how many bytes of a block are looked at.
const longestBlock = 64
