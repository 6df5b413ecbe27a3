// Package structure compares a deployment with the JSON Schemas of package schemas.
//
//	for _, d := range doc.Deployments() {
//		for _, f := range structure.Faults(doc, d) {
//			fmt.Println(doc.Position(f.Node.Span().Start), f.Node.Pointer(), f.Is, f.Want)
//		}
//	}
//
// [Faults] lists what the schema refuses: the value in the document, and in words
// what the value is and what was expected. It works in three steps, and most
// documents need only the first:
//
//   - The quick check walks over the document by tables (shapes.go) that are
//     stricter than the schemas wherever that makes them simpler. What the
//     tables accept, the schema accepts. TestQuickCheck and FuzzQuickCheck hold
//     the two together.
//   - The validator judges the documents that the tables refuse. If it accepts a
//     document, there is no fault. The schemas are compiled when the first document
//     needs them.
//   - The explainer (explain.go) reads the schema beside a value that the
//     validator refuses, and names each fault with its place.
//     TestValidatorsAgree and FuzzValidatorsAgree compare its verdicts with those
//     of two validators.
//
// [OptionFaults] compares createOptions, which no schema describes, with the types
// of edgeAgent's own model (optiontypes.go).
package structure
