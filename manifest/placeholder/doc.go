// Package placeholder finds the parts of a text that a tool has yet to fill in, such as ${PROXY_URL},
// #{PROXY_URL}#, $(Proxy), <proxy> or __PROXY__.
//
//	start, end, ok := placeholder.Find("http://${HOST}:3128")
//
// The forms stand in one list (forms.go). Whether a text is a placeholder or only
// looks like one depends on its place: see [Find] for a whole value, [BareEnd] for
// JSON without quotes, [Only] for a password.
package placeholder
