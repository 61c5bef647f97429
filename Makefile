# Every target is a command of the build tool: go run ./build help
.PHONY: run check test bench fuzz build size lint clean help
run check test bench fuzz build size lint clean help:
	@go run ./build $@
.DEFAULT_GOAL := help
