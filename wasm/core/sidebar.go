//go:build wasm && !widget && !composer

package main

import "deskside/shared/core"

func operations() core.Table { return core.Sidebar() }
