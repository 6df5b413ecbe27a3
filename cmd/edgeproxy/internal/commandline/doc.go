// Package commandline makes commands of cobra say what is wrong with a command line:
// what was expected, and what is near to an unknown word.
//
//	cmd := &cobra.Command{Use: "show FILE", Args: commandline.OneArg("a file", "the name of a manifest")}
//	commandline.Format(cmd, &format, "text", "json")
//	commandline.MaxSize(cmd, &size)
//	commandline.Exclude(cmd, "config", "no-config")
//	commandline.RefuseEmpty(cmd, "config")
//
// It also holds the commands that every program of cobra has: help and completion.
package commandline
