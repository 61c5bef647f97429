//go:build wasm && !customer && !compose

package main

import (
	"deskside/shared/core"
	"deskside/shared/core/agent"
)

func operations() core.Table { return agent.Table() }
