//go:build tinygo

package main

// main returns at once: a module built as a library keeps its exports.
func main() {}
