package main

import "runtime/debug"

// gcPercent keeps a run over ten thousand files under 64 MB. From memoryGoal on, in
// bytes, memory is collected more often: a file of 16 MB with a million faults is no
// reason to take four times what they need. GOMEMLIMIT sets a lower one.
const (
	gcPercent  = 250
	memoryGoal = 384 << 20
)

// collectRarely sets how often memory is collected during a run, and returns what
// sets it back. What is alive is small beside what passes through.
func collectRarely() (restore func()) {
	percent, goal := debug.SetGCPercent(gcPercent), debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(goal, memoryGoal))
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(goal)
	}
}
