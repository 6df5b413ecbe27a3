// Package device reads the proxy settings of an IoT Edge device from its files.
//
//	dev := device.Read(os.DirFS("/"))
//	for _, s := range dev.AgentEnv("https_proxy") {
//		fmt.Println(s.File.Path, s.Position(), s.Shown())
//	}
//	for _, u := range dev.Units {
//		s, ok := u.Proxy()
//		…
//	}
//
// The files are config.toml and what "iotedge config apply" makes of it, the unit
// files and drop-ins of the daemons and of Docker with the environment files that they
// name, system.conf, Docker's daemon.json, and those of apt. They lie below a folder
// that is laid out like /: a mounted image, a copy, or the device itself.
//
// # Promises
//
//   - Every [Setting] knows its file, the bytes of its value, and how its reader gets
//     it, or why the reader does not get it.
//   - A file that cannot be read is an [Error] with a place, and the other files are
//     read all the same. What was not looked at is a [Note].
//   - Nothing outside the folder is read. A link that leads out of it is not followed,
//     and is noted. An absolute link is followed below the folder, as on the device.
//   - No file above [MaxSize] bytes is read.
//   - No method that prints shows a password.
//
// The running system is never asked.
package device
