package edit

import (
	"path"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// Command is what to run on the device after the files were written.
type Command struct {
	Line string // for a shell
	Why  string
}

// commands are the commands that make programs read the changed files.
func (p *planner) commands(files []File) (all []Command) {
	var units, docker, daemons, config bool
	for _, f := range files {
		isUnit := strings.HasSuffix(path.Dir(f.Path), ".d") && strings.Contains(f.Path, "systemd/") || strings.HasSuffix(f.Path, ".service")
		ofDocker := strings.Contains(f.Path, "docker")
		units = units || isUnit
		docker = docker || ofDocker
		switch {
		case path.Ext(f.Path) == ".toml":
			config = config || f.New != nil // without config.toml there is nothing to apply
		case !ofDocker && !strings.HasPrefix(f.Path, "etc/apt/"):
			daemons = true
		}
	}
	add := func(when bool, line, why string) {
		if when {
			all = append(all, Command{line, why})
		}
	}
	add(units, "sudo systemctl daemon-reload", "systemd reads its files again")
	add(docker, "sudo systemctl restart "+strings.TrimSuffix(p.dev.UnitName(device.Docker), ".service"), "Docker reads its proxy at start only; modules stop meanwhile")
	add(config, "sudo iotedge config apply", "the daemons read only what this command makes of config.toml; it restarts them, too")
	add(daemons && !config, "sudo iotedge system restart", "the daemons read their environment at start only")
	add(config, "sudo docker rm -f edgeAgent", "only a missing container is created from config.toml; the new one reads the deployment again")
	add(len(all) > 0, "sudo iotedge check", "it tests the connections")
	return all
}

// holds reports whether a text holds the proxy, in any way to write it.
func (p *planner) holds(content []byte) bool {
	for _, written := range []string{p.value, inAssignment.Replace(p.value), basicString.Replace(p.value)} {
		if strings.Contains(string(content), written) {
			return true
		}
	}
	return false
}
