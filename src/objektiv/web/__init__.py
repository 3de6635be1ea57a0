"""The office: where people look at findings, reply, decide. It knows results, never rows of pupils."""
