package flags

import (
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
)

// Config are the flags that choose the configuration.
type Config struct {
	File string // "" for the configuration of the repository
	None bool
}

// Add adds the flags. Usual says in words which configuration is read without them.
func (f *Config) Add(cmd *cobra.Command, usual string) {
	flags := cmd.Flags()
	flags.StringVar(&f.File, "config", "", "the configuration `FILE` for all paths (default: "+usual+")")
	flags.BoolVar(&f.None, "no-config", false, "read no configuration")
	commandline.Exclude(cmd, "config", "no-config")
	commandline.RefuseEmpty(cmd, "config")
}
