package atomicfile

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A temporary file is called .edgeproxy-MACHINE-PROCESS-RANDOM.tmp, so that a
// later run can tell whether the process that made it still runs. A process
// that is killed leaves its files, which may hold a password.
var tempName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\.edgeproxy-([0-9a-f]{8})-([0-9]+)-[0-9]+\.tmp$`)
})

// tempPrefix begins the names of the temporary files of this process.
var tempPrefix = sync.OnceValue(func() string { return fmt.Sprintf(".edgeproxy-%s-%d-", machineID(), os.Getpid()) })

// tempPattern is the pattern of this process for os.CreateTemp.
func tempPattern() string { return tempPrefix() + "*.tmp" }

// tempNameIn is a name for a temporary file in a folder; there may be such a file.
func tempNameIn(folder string) string {
	return filepath.Join(folder, tempPrefix()+strconv.FormatUint(uint64(rand.Uint32()), 10)+".tmp")
}

// machineID tells apart machines that write to one network folder, and containers of
// one machine: each has process numbers of its own.
var machineID = sync.OnceValue(func() string {
	host, _ := os.Hostname()
	space, _ := os.Readlink("/proc/self/ns/pid") // on Linux
	sum := sha256.Sum256([]byte(host + "\n" + space))
	return fmt.Sprintf("%x", sum[:4])
})

// longestWrite is the age from which a temporary file of another machine counts as left
// over: files are written within seconds. If its process still runs, because somebody
// has stopped it for a day, the process finds its file gone and changes nothing.
const longestWrite = 24 * time.Hour

// isLeftover reports whether a file is a temporary file of a process that has
// ended.
func isLeftover(entry fs.DirEntry, now time.Time) bool {
	if strings.HasPrefix(entry.Name(), tempPrefix()) {
		return false // a folder may hold a hundred thousand files
	}
	parts := tempName().FindStringSubmatch(entry.Name())
	if parts == nil || !entry.Type().IsRegular() {
		return false
	}
	if parts[1] == machineID() {
		pid, err := strconv.Atoi(parts[2])
		return err == nil && !isRunning(pid)
	}
	info, err := entry.Info()
	return err == nil && now.Sub(info.ModTime()) > longestWrite
}

// removeLeftovers removes what ended processes have left in a folder, and returns how
// many files it removed. Files that cannot be found or removed stay: writing into the
// folder will say what is wrong.
func (d Disk) removeLeftovers(folder string, now time.Time) int {
	f, err := d.os().openFile(folder, os.O_RDONLY, 0)
	if err != nil {
		return 0
	}
	defer f.Close()
	removed := 0
	entries, _ := f.ReadDir(-1)
	for _, entry := range entries {
		if isLeftover(entry, now) && d.os().remove(filepath.Join(folder, entry.Name())) == nil {
			removed++
		}
	}
	return removed
}

// RemoveLeftovers removes what ended processes have left in the folders of files,
// and returns how many files it removed.
func (d Disk) RemoveLeftovers(files []string) int {
	removed, seen := 0, map[string]bool{}
	for _, file := range files {
		if folder := filepath.Dir(file); !seen[folder] {
			seen[folder] = true
			removed += d.removeLeftovers(folder, time.Now())
		}
	}
	return removed
}

// RemoveLeftovers does so on the disk of the machine.
func RemoveLeftovers(files []string) int { return Disk{}.RemoveLeftovers(files) }
