package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// refuseDashedNames refuses an argument that reads as an option and is the name
// of a file. Shells and pre-commit write names as they are, and a file may be
// called --config=other.yaml. Behind -- everything is a name, and "-" alone is
// standard input.
func refuseDashedNames(args []string) error {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	for _, arg := range args {
		if len(arg) > 1 && strings.HasPrefix(arg, "-") && paths.Exists(arg) {
			return fmt.Errorf("%q reads as an option, and a file has this name: write ./ before the name, or -- before all names of files", arg)
		}
	}
	return nil
}
