package flags

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ProxyEnv is the environment variable with the proxy.
const ProxyEnv = "EDGEPROXY_PROXY_URL"

// Proxy are the ways to give the proxy. A password need not stand on the
// command line, where other users of the machine see it.
type Proxy struct {
	url, file          string
	user, passwordFile string
}

// Add adds the flags. The role says what the proxy is for.
func (f *Proxy) Add(cmd *cobra.Command, role string) {
	flags := cmd.Flags()
	flags.StringVar(&f.url, "proxy-url", "", role+", a `URL` such as http://proxy.example.com:3128, or a placeholder such as ${PROXY_URL}; default: the environment variable "+ProxyEnv)
	flags.StringVar(&f.file, "proxy-url-file", "", "read the proxy from the first line of this `FILE`, so that a password need not be an argument")
	flags.StringVar(&f.user, "proxy-user", "", "put this user `NAME` and the password of --proxy-password-file into the proxy, both percent-encoded")
	flags.StringVar(&f.passwordFile, "proxy-password-file", "", "read the password for --proxy-user from the first line of this `FILE`; the password is not percent-encoded there")
	commandline.RefuseEmpty(cmd, "proxy-url-file", "proxy-user", "proxy-password-file")
}

// Read is the proxy that was given, with its user; zero if none was.
func (f *Proxy) Read(c *console.Console) (manifest.ProxyURL, error) {
	url, from, err := f.readAddress(c)
	switch {
	case err != nil || f.user == "" && f.passwordFile == "":
		return url, err
	case f.user == "" || f.passwordFile == "":
		return manifest.ProxyURL{}, errors.New("--proxy-user and --proxy-password-file need each other: expected both of them")
	case url.IsZero():
		return manifest.ProxyURL{}, errors.New("--proxy-user: no proxy to put the user into: expected --proxy-url URL, --proxy-url-file FILE or the environment variable " + ProxyEnv)
	case f.passwordFile == paths.Stdin && f.file == paths.Stdin:
		return manifest.ProxyURL{}, errors.New("standard input cannot be both --proxy-url-file and --proxy-password-file: expected one of them as a file")
	}
	password, err := f.readPassword(c)
	if err != nil {
		return manifest.ProxyURL{}, err
	}
	if url, err = url.WithUser(f.user, password); err != nil {
		return manifest.ProxyURL{}, fmt.Errorf("--proxy-user with %s: %w", from, err)
	}
	return url, nil
}

// readPassword reads the password file.
func (f *Proxy) readPassword(c *console.Console) (string, error) {
	from := "--proxy-password-file " + paths.Shown(f.passwordFile)
	if f.passwordFile == paths.Stdin {
		c.TakeStdin()
	}
	text, err := c.ReadFirstLine(f.passwordFile)
	switch {
	case err != nil:
		return "", fmt.Errorf("%s: cannot be read: %w", from, paths.Reason(err))
	case len(text) == 0:
		return "", fmt.Errorf("%s: its first line is empty: expected the password", from)
	}
	return string(text), nil
}

// readAddress is the address that was given, and where it comes from.
func (f *Proxy) readAddress(c *console.Console) (url manifest.ProxyURL, from string, err error) {
	value, from := f.url, "--proxy-url"
	switch {
	case f.url != "" && f.file != "":
		return manifest.ProxyURL{}, from, errors.New("--proxy-url and --proxy-url-file exclude each other: expected one of them")
	case f.file != "":
		from = "--proxy-url-file " + paths.Shown(f.file)
		if f.file == paths.Stdin {
			c.TakeStdin()
		}
		text, err := c.ReadFirstLine(f.file)
		if err != nil {
			return manifest.ProxyURL{}, from, fmt.Errorf("%s: cannot be read: %w", from, paths.Reason(err))
		}
		value = string(text)
	case f.url == "":
		value, from = c.Getenv(ProxyEnv), "environment variable "+ProxyEnv
		if strings.TrimSpace(value) == "" {
			return manifest.ProxyURL{}, from, nil
		}
	}
	if url, err = manifest.ParseProxyURL(value); err != nil {
		return manifest.ProxyURL{}, from, fmt.Errorf("%s: %w", from, err)
	}
	return url, from, nil
}

// CheckOutputs makes sure that no output would replace a file that holds the proxy.
func (f *Proxy) CheckOutputs(outputs []string) error {
	var sources []project.Source
	for _, s := range []project.Source{{Path: f.file, Role: "holds the proxy"}, {Path: f.passwordFile, Role: "holds the password of the proxy"}} {
		if s.Path != "" && s.Path != paths.Stdin {
			sources = append(sources, s)
		}
	}
	return project.CheckOutputs(outputs, sources)
}
