# Every target is a command of the build tool: go run ./build help
.PHONY: run check test soak bench fuzz build size lint clean help
run check test soak bench fuzz build size lint clean help:
	@go run -trimpath ./build $@
.DEFAULT_GOAL := help
