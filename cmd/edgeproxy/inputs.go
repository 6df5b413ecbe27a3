package main

import (
	"fmt"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// inputsOf are the files that the arguments name, each once and in their order:
// files as they are, what globs match, and with folders what those hold.
func inputsOf(args []string, folders bool) *collection {
	if len(args) == 0 {
		args = []string{paths.Stdin}
	}
	c := &collection{args: args}
	for _, arg := range args {
		if !folders && paths.IsFolder(arg) {
			c.files = append(c.files, candidate{input: named(arg)}) // reading it tells what is wrong
			continue
		}
		c.add(arg, "")
	}
	c.unite()
	c.dropFoundLinks()
	return c
}

// dropFoundLinks takes out the links of folders to files that are among the files
// themselves: who edits the file has edited the link.
func (c *collection) dropFoundLinks() {
	places, known := paths.Identities{}, map[string]bool{}
	for _, f := range c.files {
		known[places.Of(f.path)] = true
	}
	c.files = slices.DeleteFunc(c.files, func(f candidate) bool { return f.found && f.target != "" && known[f.target] })
}

// errors are the failures of the search.
func (c *collection) errors() []error {
	var all []error
	for _, f := range c.failed {
		all = append(all, f.err)
	}
	return all
}

// noManifest says that folders hold no manifest.
func noManifest(args []string) error {
	return fmt.Errorf("no deployment manifest found in %s", quoteList(args))
}
