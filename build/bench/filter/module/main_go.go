//go:build wasm && !tinygo

package main

// main blocks: standard Go's modules end with main.
func main() { select {} }
