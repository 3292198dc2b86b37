"""Policy packs: reads and checks what is under forms/."""
