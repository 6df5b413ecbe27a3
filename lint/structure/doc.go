// Package structure holds a deployment to the JSON Schemas of package schemas.
//
// [Faults] lists what the schema refuses, with the value in the document and
// with words of its own. It asks three times, and each answer but the last is
// enough for most documents:
//
//   - The quick check walks over the document by tables (shapes.go) that are
//     stricter than the schemas wherever that makes them simpler. What the
//     tables accept, the schema accepts. TestQuickCheck and FuzzQuickCheck hold
//     the two together.
//   - The validator judges the rest. Its yes is final. The schemas are compiled
//     when the first document needs them.
//   - The explainer (explain.go) reads the schema beside a value that the
//     validator refuses, and names each fault with its place.
//     TestValidatorsAgree and FuzzValidatorsAgree hold its verdict to those of
//     two validators.
//
// [OptionFaults] holds createOptions, which no schema describes, to the types of
// edgeAgent's own model (optiontypes.go).
package structure
