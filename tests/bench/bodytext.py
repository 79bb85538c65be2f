# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
"""A text as services send it: JSON with English in it, the same bytes on every machine."""
import random

WORDS = """the of and to a in is it you that he was for on are with as his they be at one have this from or had by
hot but some what there we can out other were all your when up use word how said an each she which do their time if
will way about many then them would write like so these her long make thing see him two has look more day could go
come did my sound no most number who over know water than call first people may down side been now find order parcel
invoice customer warehouse carrier delivery payment address queue message broker topic retry window""".split()
STATES = ["created", "paid", "picked", "packed", "shipped", "delivered", "returned"]
CITIES = ["Hangzhou", "Berlin", "Nairobi", "Lima", "Osaka", "Lyon", "Austin", "Pune", "Oslo", "Quito"]


def generate(size):
    """`size` bytes of ASCII; zlib level 5 packs 8 KiB of it to about a quarter."""
    source = random.Random(2026)

    def pick(items):
        return items[int(source.random() * len(items))]

    def number(low, high):
        return low + int(source.random() * (high - low))

    parts = ["["]
    length = 1
    serial = 100000
    while length < size:
        serial += number(1, 40)
        note = " ".join(pick(WORDS) for _ in range(number(7, 16)))
        part = ('{"orderId":%d,"state":"%s","city":"%s","customer":"customer-%04d","amount":%d.%02d,"currency":"EUR",'
                '"items":%d,"updatedAt":"2026-11-%02dT%02d:%02d:00Z","note":"%s."},\n'
                % (serial, pick(STATES), pick(CITIES), number(0, 300), number(5, 900), number(0, 20) * 5, number(1, 9),
                   number(1, 24), number(0, 24), number(0, 12) * 5, note))
        parts.append(part)
        length += len(part)
    return "".join(parts)[:size - 1].encode("ascii") + b"]"
