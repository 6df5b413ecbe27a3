// Package unit reads the unit files and drop-ins of systemd with the places of what
// they set, and the files that EnvironmentFile= names.
//
//	file := unit.Parse(src)
//	for _, o := range file.Options {
//		if o.Section == "Service" && o.Name == "Environment" {
//			assignments, problems := o.Assignments()
//			…
//		}
//	}
//
// The rules are those of systemd 252, measured with "systemd --test", which prints
// the environment of each unit that it would start; .ci/systemd compares both over a
// table of files. The functions of systemd whose rules these are: config_parse,
// config_parse_environ, extract_first_word, specifier_printf, parse_env_file_internal.
//
// The unit package of github.com/coreos/go-systemd is not used: its reader knows no
// places, it has no Environment= and no EnvironmentFile=, and it differs from systemd
// where people make mistakes. It takes "=" lines before the first section header for
// parts of a header, gives up at a line without "=" and at a line above 2,048 bytes
// (systemd passes over the first, and takes a megabyte), joins continued lines with
// the backslash and the line end left in, and does not pass over comments between
// them.
//
// # Promises
//
//   - Every span lies in the source. Parsing never fails and never panics: systemd,
//     too, passes over what it cannot read. What it passes over is a [Problem].
//   - The bytes of an assignment's Span are an assignment with the same name and
//     value, when they are read again behind "Environment=".
//   - [Quote] writes what Assignments reads back as the same name and value.
//
// The package reads no files itself.
package unit
