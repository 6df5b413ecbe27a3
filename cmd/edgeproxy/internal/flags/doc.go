// Package flags holds flags and what they stand for in the options of the libraries: the
// flags that several commands share, such as the proxy, the choice of rules and the
// reports, and those of lint and apply.
//
//	var proxy flags.Proxy
//	proxy.Add(cmd, "the proxy to set")
//	url, err := proxy.Read(console) // when the command runs
//
// Each type adds its flags to a command, with what the shell proposes for them, and
// reads the values when the command runs. Errors name the flag.
package flags
