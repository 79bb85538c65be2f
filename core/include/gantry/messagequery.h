// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/names.h>
#include <gantry/storedmessage.h>

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>

namespace gantry {

/// A server that an admin call could not use, beside others that it could.
struct ServerTrouble {
    QString server; ///< for people: "broker-a (127.0.0.1:10911)"
    Error error;
};

/// The messages that were found, and where nobody could look.
struct StoredMessages {
    QList<StoredMessage> messages;    ///< the oldest first, by the time of storing
    QList<ServerTrouble> unreachable; ///< brokers that gave no answer: there may be more messages there
};

/// Which messages Admin::queryByKey() looks for.
struct KeyQuery {
    using Time = std::chrono::sys_time<std::chrono::milliseconds>;

    TopicName topic;
    QString key;
    std::optional<Time> from; ///< time of storing; nothing: from the beginning
    std::optional<Time> to;   ///< nothing: up to now
    int max = 32; ///< of all brokers, the newest; a broker gives at most 64 unless it is told otherwise
};

/// Where Admin::readQueues() begins.
struct ReadFrom {
    struct Earliest {
    };
    struct Latest {
    }; ///< at the end, backwards
};

/// Which messages Admin::readQueues() reads.
struct QueueRead {
    using Time = std::chrono::sys_time<std::chrono::milliseconds>;

    TopicName topic;
    std::optional<MessageQueue> queue; ///< only this broker's queue; its topic does not count
    std::variant<ReadFrom::Earliest, ReadFrom::Latest, Time> from; ///< Earliest unless set
    int max = 32; ///< the first ones from there, of all queues together; of Latest the last ones
};

/// Whether `id` has the form of an offset id (32 or 56 hex digits), not that of a unique id. The two have the
/// same length; an offset id is known by its port and by an offset below 256 TiB. Pure.
[[nodiscard]] bool isOffsetMsgId(QByteArrayView id);

} // namespace gantry
