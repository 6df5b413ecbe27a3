package config

import (
	"path"
	"slices"
	"strings"
)

// templateWords are the words by which the name of a file says that it is a
// template, as a part between dots.
var templateWords = []string{"template", "tmpl", "tpl", "j2"}

// NamesTemplate reports whether the name of a file says that it is a template:
// deployment.template.json, deployment.debug.template.json, deployment.json.template,
// deployment.json.j2. name is slash-separated; its folders do not count.
func NamesTemplate(name string) bool {
	return slices.ContainsFunc(strings.Split(strings.ToLower(path.Base(name)), "."), func(part string) bool {
		return slices.Contains(templateWords, part)
	})
}

// IsTemplate reports whether the file of these settings is a template: by its name,
// or because the configuration lists it.
func (s Settings) IsTemplate(name string) bool {
	return s.Template.Origin != "" || NamesTemplate(name)
}
