package main

import "fmt"

// inputsOf are the files that the arguments name, each once and in their order:
// files as they are, what globs match, and with folders what those hold.
func inputsOf(args []string, folders bool) *collection {
	if len(args) == 0 {
		args = []string{stdinName}
	}
	c := &collection{args: args}
	for _, arg := range args {
		if !folders && isFolder(arg) {
			c.files = append(c.files, candidate{named(arg), false}) // reading it tells what is wrong
			continue
		}
		c.add(arg, "")
	}
	c.unite()
	return c
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
