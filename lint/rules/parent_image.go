package rules

// parentForm is how an image of the parent device looks to edgeAgent, which refuses the
// whole deployment for any other image that begins with '$' (NestedEdgeParentUrlParser.cs).
var parentForm = pattern(`\$upstream:[1-9]`)
