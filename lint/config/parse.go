package config

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

// Parse reads a configuration. The name of the file is used in errors and
// origins only; rules are all that the file may name, by ID, by name or by group
// (check.Named). An empty file is a valid configuration that sets nothing.
//
// The error is an *Error with the first fault of the file.
func Parse(file string, src []byte, rules []check.Rule) (*Config, error) {
	d := &decoder{Decoder: yamlfile.New(file, src, format()), mask: slices.Clone(src), rules: rules}
	c := &Config{File: file}
	if root := d.Tree(); root != nil {
		d.config(root, c)
	}
	if d.Err != nil {
		return nil, d.Err
	}
	c.source = d.mask
	return c, nil
}

// Error is a fault of a configuration file: what is wrong, where, and what was
// expected. It never holds a password.
type Error = yamlfile.Error

// theFile is what messages call the whole file.
const theFile = "the configuration"

func format() yamlfile.Format {
	return yamlfile.Format{
		Name: "a configuration", MaxSize: MaxSize, Large: "for many known findings write a baseline: edgeproxy lint --write-baseline",
		Misplaced: misplaced,
	}
}

// proxyKeys are the keys of "proxy": without indentation they stand at the top by
// mistake.
var proxyKeys = [...]string{"required", "url", "upstream-protocol", "modules", "no-proxy", "inspecting"}

// misplaced says where a key belongs that stands at the top.
func misplaced(mapping, key string) string {
	if mapping == theFile && slices.Contains(proxyKeys[:], key) {
		return `indent it under "proxy:"`
	}
	return ""
}

// decoder turns the tree of a file into a Config.
type decoder struct {
	*yamlfile.Decoder
	mask  []byte       // the text, proxy addresses replaced
	rules []check.Rule // what the file may name
}

// set is a setting with the place of its node.
func set[T any](d *decoder, n *yamlfile.Node, value T) Setting[T] {
	return Setting[T]{Value: value, Origin: d.Origin(n)}
}
