// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomeinbox.h"
#include <gantry/messagequery.h>
#include <gantry/producerconfig.h>

#include <QList>

#include <optional>

namespace gantry::ui {

/// What brokers have of one message that was sent, or why nobody knows.
struct ReadBack {
    enum class Verdict {
        Equal,
        Differs,
        NotCompared, ///< it is there, but what was sent is not known any more
        NotFound,    ///< every broker was asked that may have it
        NotKnown     ///< somebody could not be asked
    };

    Verdict verdict = Verdict::NotKnown;
    std::optional<StoredMessage> stored;
    QList<StoredDifference> differences; ///< when it Differs
    qsizetype copies = 0;                ///< how often its topic has it; 0: it was found by its place alone
    QList<ServerTrouble> unreachable;    ///< where there may be more copies
    std::optional<Error> error;          ///< why it is NotFound or NotKnown, where a server said so
};

/// A message that was sent has a body; where the log let it go, and in the history, it has none.
[[nodiscard]] bool isKept(const SentMessage &sent);
/// Only what got an id may be stored.
[[nodiscard]] bool mayBeStored(const SentMessage &sent);

/// Looks up what was stored: at the place that the outcome names, and by the unique id where nothing is
/// there, something else, or a message that waits there for its time or for the end of its transaction.
/// Blocks for some seconds at worst. Thread: any but the window's.
[[nodiscard]] ReadBack readBack(const ProducerConfig &config, const SentMessage &sent);

} // namespace gantry::ui
