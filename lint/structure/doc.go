// Package structure holds a deployment to the JSON Schemas of package schemas.
//
// [Faults] lists what the schema refuses, with the value in the document and
// with words of its own. Nearly every deployment has nothing to list, and a
// validator is slow to say so. So a quick check comes first: a walk over the
// document by tables (shapes.go) that are stricter than the schemas wherever
// that makes them simpler. What it accepts, the schema accepts; whatever else
// is left to the validator, whose schemas are compiled when the first document
// needs them. TestQuickCheck and FuzzQuickCheck hold the two together.
package structure
