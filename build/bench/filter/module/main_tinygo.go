//go:build wasm && tinygo

package main

// main returns at once: TinyGo's c-shared modules are reactors.
func main() {}
