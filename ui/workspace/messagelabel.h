// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/statuscolour.h"
#include <gantry/result.h>

#include <QLabel>

namespace gantry::ui {

/// A sentence beside what it is about; takes no room while there is none.
class MessageLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit MessageLabel(QWidget *parent = nullptr);

    /// Empty text hides it.
    void say(Status status, const QString &text);
    /// Detail, and hint on a line of its own.
    void say(const Error &error);
    /// Its error; nothing where there is none.
    void say(const Result<void> &result);
    void clear() { say(Status::Neutral, {}); }
    [[nodiscard]] Status status() const { return m_status; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void setColour();

    Status m_status = Status::Neutral;
};

} // namespace gantry::ui
