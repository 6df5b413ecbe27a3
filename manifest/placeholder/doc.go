// Package placeholder finds what a tool has yet to fill in, such as ${PROXY_URL},
// #{PROXY_URL}#, $(Proxy), <proxy> or __PROXY__.
//
//	start, end, ok := placeholder.Find("http://${HOST}:3128")
//
// The forms stand in one list (forms.go). What is a placeholder and what is only
// like one depends on where it stands: see [Find] for a whole value, [BareEnd] for
// JSON without quotes, [Only] for a password.
package placeholder
