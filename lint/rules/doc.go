// Package rules is the catalogue of the linter: one rule a file, each a value
// with its documentation and its check. [All] lists them.
//
// IDs and names are public: they are never used again and never changed.
package rules
