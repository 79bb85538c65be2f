// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomeinbox.h"

#include <QObject>

#include <deque>
#include <vector>

namespace gantry::ui {

/// Everything that was sent since the window opened, oldest first, up to a limit.
class OutcomeStore final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void append(const std::vector<gantry::ui::SentMessage> &messages);
    [[nodiscard]] qsizetype size() const { return qsizetype(m_rows.size()); }
    [[nodiscard]] SentMessage sent(qsizetype row) const { return m_rows.at(size_t(row)); }

Q_SIGNALS:
    void aboutToAppend(qsizetype count);
    void appended(qsizetype count);

private:
    std::deque<SentMessage> m_rows;
};

} // namespace gantry::ui
