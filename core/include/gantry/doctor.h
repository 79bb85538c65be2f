// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/names.h>
#include <gantry/producerconfig.h>

#include <QLatin1String>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace gantry {

/// One thing that was looked at on the way to a send.
struct DoctorFinding {
    enum class Check {
        Configuration, ///< the settings themselves
        NameServer,    ///< whether each one answers
        Agreement,     ///< whether they say the same
        Topic,         ///< whether it exists, or may be created
        Master,        ///< whether each broker of the route has one
        Permission,    ///< whether its queues may be written
        Address,       ///< whether each advertised address can be reached from here
        Send,          ///< whether each broker would take a message
        ClockSkew      ///< whether each broker's clock is ours
    };
    enum class Verdict {
        Fine,
        Notice, ///< works, and may surprise
        Wrong   ///< a send fails, or may fail, for it
    };

    Check check = Check::Configuration;
    Verdict verdict = Verdict::Fine;
    QString subject;               ///< a server, a broker or a topic
    QString text;                  ///< what was found; for people
    QString hint;                  ///< what to do about it; empty where nothing is to do
    std::optional<ErrorKind> kind; ///< of what is wrong, where it has one
};

/// "name-server", "clock" and so on.
[[nodiscard]] QLatin1String name(DoctorFinding::Check check);
/// "fine", "notice" or "wrong".
[[nodiscard]] QLatin1String name(DoctorFinding::Verdict verdict);

/// Looks at the way to a send step by step, and says of each step what it found; stops where a step leaves
/// nothing to go on with. Stores no message, creates nothing: to see whether a broker would take one it is
/// sent a message for a queue that does not exist. `topic` may be empty: then all brokers of the cluster are
/// looked at, and no send is tried. `found` gets each finding as it comes. Once `isCancelled` says so, no
/// further step begins.
///
/// Blocks, up to `timeout` for each of some eight steps. Thread: any but a GUI's and the network thread.
[[nodiscard]] QList<DoctorFinding>
examineWayToSend(const ProducerConfig &config, const TopicName &topic,
                 std::chrono::milliseconds timeout = std::chrono::milliseconds(3000),
                 const std::function<void(const DoctorFinding &)> &found = {},
                 const std::function<bool()> &isCancelled = {});

} // namespace gantry
