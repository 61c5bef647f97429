//go:build !tinygo

package main

// main never returns: when it does, standard Go ends the program and with it the exports.
func main() { select {} }
